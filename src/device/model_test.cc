// A compiled model on every core: the same bits as the host executor, from the firmware that mote builds.
#include <gmock/gmock.h>

#include <random>

#include "base/file.h"
#include "device/profile.h"
#include "device/small_model.h"

namespace mote {
namespace {

Array random_int8(std::vector<int64_t> shape, uint32_t seed) {
  std::mt19937 random(seed);
  Array array{ElementType::int8, shape, {}};
  array.bytes.resize(static_cast<size_t>(array.elements()));
  for (uint8_t& byte : array.bytes) byte = static_cast<uint8_t>(random());
  return array;
}

class ModelOnCore : public testing::TestWithParam<const Core*> {};
INSTANTIATE_TEST_SUITE_P(Device, ModelOnCore, testing::ValuesIn(cores().begin(), cores().end()), [](const auto& info) {
  std::string name(info.param->name);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST_P(ModelOnCore, EqualsTheHostExecutor) {
  const Graph graph = small_model();
  const Array input = random_int8({20, 6, 6, 2}, 7);
  const RunResult expected = run_on_host(graph, {{input}});
  EXPECT_EQ(expected.outputs[0].shape, (std::vector<int64_t>{20, 3}));
  const Compilation compilation = compile(graph, {.name = "small", .target = std::string(GetParam()->name)});
  const TemporaryFolder folder;
  const Firmware firmware = build_firmware(compilation, {}, folder.path());
  const RunResult result = run_on_device(firmware, {{input}});
  EXPECT_EQ(result.outputs[0].shape, expected.outputs[0].shape);
  EXPECT_EQ(result.outputs[0].values<int8_t>(), expected.outputs[0].values<int8_t>());
  if (GetParam()->is_host()) return;
  EXPECT_GT(firmware.shipped.flash_bytes, compilation.weight_bytes);
  EXPECT_GE(firmware.shipped.ram_bytes, compilation.plan.arena_bytes);
}

TEST_P(ModelOnCore, CountsTheInstructionsOfItsLayers) {
  if (GetParam()->is_host()) GTEST_SKIP() << "the host's instructions are not counted";
  const Compilation compilation = compile(small_model(), {.name = "small", .target = std::string(GetParam()->name)});
  const TemporaryFolder folder;
  const Firmware firmware = build_firmware(compilation, {}, folder.path());
  const Profile once = profile_on_device(compilation, firmware, {});
  ASSERT_EQ(once.layers.size(), compilation.plan.steps.size());
  double sum = 0;
  for (const LayerProfile& layer : once.layers) {
    EXPECT_GT(layer.mix.total, layer.macs / 8.0) << layer.name;
    EXPECT_LT(layer.mix.total, layer.macs * 60.0 + 2000) << layer.name;
    sum += layer.mix.total;
  }
  EXPECT_EQ(once.mix.total, sum);
  EXPECT_GT(once.cycles, once.mix.total / 2);
  EXPECT_GT(once.stack_bytes, 0);
  if (once.predicted_stack_bytes) {
    EXPECT_GE(*once.predicted_stack_bytes, once.stack_bytes);
  }
  if (GetParam()->name == "cortex-m4") {
    EXPECT_LE(once.predicted_stack_bytes.value(), once.stack_bytes + 64);
  }
  double classes = 0;
  for (const MixField& field : mix_fields())
    if (field.is_class) classes += once.mix.*field.member;
  EXPECT_EQ(classes, once.mix.total);
  const Profile again = profile_on_device(compilation, firmware, {});
  EXPECT_EQ(to_json(again), to_json(once));
  const Profile same_twice = profile_on_device(compilation, firmware, {.inputs = {random_int8({1, 6, 6, 2}, 7)}});
  const std::vector<int8_t> values = random_int8({1, 6, 6, 2}, 7).values<int8_t>();
  std::vector<int8_t> twice = values;
  twice.insert(twice.end(), values.begin(), values.end());
  const Profile mean = profile_on_device(compilation, firmware, {.inputs = {Array::of<int8_t>({2, 6, 6, 2}, twice)}});
  EXPECT_EQ(mean.mix.total, same_twice.mix.total);
  EXPECT_EQ(mean.mix.branch_taken, same_twice.mix.branch_taken);
}

constexpr std::string_view known_thumb = R"(
.text; .syntax unified; .thumb; .global known; .thumb_func
known: 10: movs r0, #100
1: ldr r1, [sp]; ldr r1, [sp]; subs r0, #1; bne 1b
11: muls r0, r0, r0; nop; nop; nop; nop
12: bx lr
.pushsection .mote_labels; .word 0, 10b, 1, 11b, 2, 12b; .popsection
)";
constexpr std::string_view known_riscv = R"(
.text; .global known
known: 10: li a0, 100
1: lw a1, 0(sp); lw a1, 0(sp); addi a0, a0, -1; bnez a0, 1b
11: mul a0, a0, a0; nop; nop; nop; nop
12: ret
.pushsection .mote_labels; .word 0, 10b, 1, 11b, 2, 12b; .popsection
)";

// A function whose instructions are known by the letter: a loop of 100, then five that do nothing.
Program known_program(const Core& core) {
  Program program;
  program.name = "known";
  program.core = &core;
  const bool riscv = core.compiler.starts_with("riscv");
  program.adapter = fmt::format(R"(#include "program.h"
extern "C" void known();
__asm__(R"text({})text");
namespace mote_runner {{
static uint32_t value;
const Port inputs[] = {{{{&value, 4}}}}, outputs[] = {{{{&value, 4}}}};
const uint32_t input_count = 1, output_count = 1;
void reset() {{}}
void step() {{ known(); }}
}}
)",
                                riscv ? known_riscv : known_thumb);
  program.inputs = program.outputs = {{"value", ElementType::int32, {1}}};
  return program;
}

TEST_P(ModelOnCore, CountsExactly) {
  if (GetParam()->is_host()) GTEST_SKIP() << "the host's instructions are not counted";
  const TemporaryFolder folder;
  const Firmware firmware = build_firmware(known_program(*GetParam()), {.measure_shipped = false}, folder.path());
  const CountedRun run = count_on_device(firmware, step_labels(2), {{Array::of<int32_t>({3, 1}, {1, 2, 3})}});
  ASSERT_EQ(run.regions.size(), 3u);
  EXPECT_EQ(run.regions[2].mix.total, 0);
  const InstructionMix &loop = run.regions[0].mix, &rest = run.regions[1].mix;
  EXPECT_EQ(run.regions[0].entries, 3);
  EXPECT_EQ(loop.total, 3 * 401);
  EXPECT_EQ(loop.alu, 3 * 101);
  EXPECT_EQ(loop.load, 3 * 200);
  EXPECT_EQ(loop.load_pipelined, 3 * 100);
  EXPECT_EQ(loop.branch, 3 * 100);
  EXPECT_EQ(loop.branch_taken, 3 * 99);
  EXPECT_EQ(run.regions[0].memories.size(), boards_of(*GetParam()).size());
  for (const MemoryCounts& memory : run.regions[0].memories) EXPECT_EQ(memory.ram_reads, 3 * 200);
  EXPECT_EQ(rest.total, 3 * 5);
  EXPECT_EQ(rest.multiply, 3);
  EXPECT_EQ(rest.branch_taken, 0);
}

}  // namespace
}  // namespace mote
