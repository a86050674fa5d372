// Firmware of a small hand-written program on every core: built, booted, its outputs and its stack looked at, its
// faults reported.
#include <gmock/gmock.h>

#include "base/file.h"
#include "device/run.h"

namespace mote {
namespace {

// outputs[i] = inputs[i] + inputs of all samples before, at i; a state, so that reset shows.
Program running_sum(const Core& core, const std::string& step_body = "") {
  Program program;
  program.name = "sums";
  program.core = &core;
  program.inputs = {{"in", ElementType::int32, {1, 4}}};
  program.outputs = {{"out", ElementType::int32, {1, 4}}};
  program.files = {{"sums.h", "#pragma once\n#include <stdint.h>\nnamespace sums { void add(uint8_t* arena); }\n"},
                   {"sums.cpp",
                    "#include \"sums.h\"\nnamespace sums {\nvoid add(uint8_t* arena) {\n"
                    "  int32_t* value = reinterpret_cast<int32_t*>(arena);\n"
                    "  for (int i = 0; i < 4; ++i) value[4 + i] += value[i];\n" +
                        step_body + "}\n}\n"}};
  program.adapter = R"(#include "program.h"
#include "sums.h"
namespace mote_runner {
alignas(16) static uint8_t arena[32] = {};
const Port inputs[] = {{arena, 16}};
const uint32_t input_count = 1;
const Port outputs[] = {{arena + 16, 16}};
const uint32_t output_count = 1;
void reset() { for (int i = 16; i < 32; ++i) arena[i] = 0; }
void step() { sums::add(arena); }
}
)";
  program.roots = {linker_name("sums", "add")};
  program.arena_bytes = 32;
  return program;
}

const Array two_samples = Array::of<int32_t>({2, 4}, {1, 2, 3, 4, 10, 20, 30, -40});

class EveryCore : public testing::TestWithParam<const Core*> {};
INSTANTIATE_TEST_SUITE_P(Device, EveryCore, testing::ValuesIn(cores().begin(), cores().end()), [](const auto& info) {
  std::string name(info.param->name);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST_P(EveryCore, RunsSamplesInOneBoot) {
  const TemporaryFolder folder;
  const Firmware firmware = build_firmware(running_sum(*GetParam()), {}, folder.path());
  RunResult result = run_on_device(firmware, {{two_samples}});
  EXPECT_EQ(result.samples, 2);
  EXPECT_EQ(result.outputs[0].shape, (std::vector<int64_t>{2, 4}));
  EXPECT_THAT(result.outputs[0].values<int32_t>(), testing::ElementsAre(1, 2, 3, 4, 11, 22, 33, -36));
  result = run_on_device(firmware, {{two_samples}}, {.reset_each = true});
  EXPECT_THAT(result.outputs[0].values<int32_t>(), testing::ElementsAre(1, 2, 3, 4, 10, 20, 30, -40));
  if (GetParam()->is_host()) return;
  EXPECT_LE(*result.stack_bytes, 64);
  EXPECT_GT(firmware.shipped.flash_bytes, 10);
  EXPECT_LT(firmware.shipped.flash_bytes, 200);
  EXPECT_EQ(firmware.shipped.ram_bytes, 32);
  EXPECT_GT(firmware.facts.flash_bytes(), firmware.shipped.flash_bytes);
}

TEST_P(EveryCore, MeasuresTheStack) {
  if (GetParam()->is_host()) GTEST_SKIP() << "the host's stack is not measured";
  const TemporaryFolder folder;
  const Program program = running_sum(*GetParam(), R"(
    volatile uint8_t hole[1000];
    for (int i = 0; i < 1000; ++i) hole[i] = uint8_t(i);
)");
  const RunResult result = run_on_device(build_firmware(program, {}, folder.path()), {{two_samples}});
  EXPECT_GE(*result.stack_bytes, 1000);
  EXPECT_LE(*result.stack_bytes, 1100);
}

std::string fault_of(const Program& program) {
  const TemporaryFolder folder;
  try {
    run_on_device(build_firmware(program, {}, folder.path()), {{two_samples}}, {.timeout_seconds = 10});
  } catch (const InputError& error) {
    return error.what();
  }
  return "no fault";
}

TEST_P(EveryCore, ReportsAFault) {
  if (GetParam()->is_host()) GTEST_SKIP() << "the host's signals are not translated";
  const Program program = running_sum(*GetParam(), "  __builtin_trap();\n");
  EXPECT_THAT(fault_of(program), testing::AllOf(testing::HasSubstr("exit code 2"), testing::HasSubstr("fault: ")));
}

TEST(Device, AnUnalignedAccessFaultsOnArmv6M) {
  const std::string body = "  *reinterpret_cast<volatile int32_t*>(arena + 17) = 5;\n";
  EXPECT_THAT(fault_of(running_sum(core_named("cortex-m0plus"), body)), testing::HasSubstr("fault: unaligned access"));
  EXPECT_EQ(fault_of(running_sum(core_named("cortex-m3"), body)), "no fault");
}

TEST(Device, AnEndlessLoopEndsByTimeout) {
  const TemporaryFolder folder;
  const Firmware firmware = build_firmware(
      running_sum(core_named("cortex-m4"), "  for (volatile int i = 0;; i = i) {}\n"), {}, folder.path());
  EXPECT_THROW(run_on_device(firmware, {{two_samples}}, {.timeout_seconds = 0.5}), InputError);
}

TEST(Device, RefusesInputsOfAnotherTypeOrShape) {
  const ProgramPort port{"in", ElementType::int8, {1, 49, 10, 1}};
  const auto array = [](std::vector<int64_t> shape, ElementType type = ElementType::int8) {
    return Array{type, std::move(shape), {}};
  };
  EXPECT_EQ(samples_in(array({7, 49, 10, 1}), port), 7);
  EXPECT_EQ(samples_in(array({7, 1, 49, 10, 1}), port), 7);
  EXPECT_EQ(samples_in(array({7, 49, 10}), port), 7);
  EXPECT_EQ(samples_in(array({49, 10}), port), 1);
  EXPECT_THROW(samples_in(array({7, 10, 49, 1}), port), InputError);
  EXPECT_THROW(samples_in(array({7, 49, 10, 1}, ElementType::float32), port), InputError);
}

}  // namespace
}  // namespace mote
