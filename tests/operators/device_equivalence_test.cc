// Every kernel variant on every core against the portable one on the host, bit for bit, on random calls at the extremes
// of their parameters. MOTE_CALLS says how many calls a generator makes (CI: few; ./dev fuzz: many).
#include <gtest/gtest.h>

#include <cstdlib>

#include "base/file.h"
#include "device/run.h"
#include "ops/random_call.h"
#include "ops/run_variant.h"
#include "tests/operators/variant_program.h"

namespace mote::kernels {
namespace {

constexpr size_t samples_a_boot = 1024;  // 64 MB of records

int calls_a_generator() {
  const char* wanted = std::getenv("MOTE_CALLS");
  return wanted != nullptr ? std::atoi(wanted) : 50;
}

// One call of one variant: what the device is asked, what it should answer, and what to say where it doesn't.
struct Question {
  std::vector<uint8_t> record, expected;
  std::string description;
};

struct Questions {
  VariantProgram program;
  std::vector<Question> asked;
  size_t calls = 0, too_large = 0;
};

void ask(const std::string& name, const RandomCallGenerator& generator, int seed, const Core& core,
         Questions& questions) {
  Random random(static_cast<uint32_t>(seed));
  const RandomCall random_call = generator(random);
  const Call call = random_call.call();
  const Contents inputs = random_contents(call, random);
  const auto variants = serving_variants(call, core.features);
  const OperatorDefinition& definition = operator_named(name);
  const auto portable = std::find_if(definition.variants.begin(), definition.variants.end(),
                                     [&](const Variant& v) { return v.serves(call); });
  const std::vector<uint8_t> expected = result_of(run_variant(*portable, call, inputs, {}));
  ++questions.calls;
  for (const Variant* variant : variants) {
    const bool fits = expected.size() <= static_cast<size_t>(result_bytes);
    const auto record = fits ? questions.program.add(name, *variant, call, inputs) : std::nullopt;
    if (!record) {
      ++questions.too_large;
      continue;
    }
    questions.asked.push_back(
        {*record, expected, fmt::format("{} {} with seed {}: {}", name, variant->name, seed, call.attributes.print())});
  }
}

void answer(const Firmware& firmware, std::span<const Question> questions) {
  Array input{ElementType::uint8, {static_cast<int64_t>(questions.size()), record_bytes}, {}};
  for (const Question& question : questions) {
    input.bytes.insert(input.bytes.end(), question.record.begin(), question.record.end());
    input.bytes.resize((input.bytes.size() + record_bytes - 1) / record_bytes * record_bytes);
  }
  const Array output = run_on_device(firmware, std::vector<Array>{input}).outputs.at(0);
  for (size_t i = 0; i < questions.size(); ++i) {
    std::vector<uint8_t> expected = questions[i].expected;
    expected.resize(result_bytes, untouched);
    ASSERT_TRUE(
        std::equal(expected.begin(), expected.end(), output.bytes.begin() + static_cast<long>(i) * result_bytes))
        << questions[i].description;
  }
}

class DeviceEquivalence : public testing::TestWithParam<const Core*> {};

TEST_P(DeviceEquivalence, EveryVariantEqualsThePortableOne) {
  if (GetParam()->is_host()) GTEST_SKIP() << "the host is the reference; ops/equivalence_test.cc holds its variants";
  Questions questions{VariantProgram(*GetParam()), {}, 0, 0};
  for (const auto& [name, generator] : random_call_generators())
    for (int seed = 0; seed < calls_a_generator(); ++seed) ask(name, generator, 1000 + seed, *GetParam(), questions);
  EXPECT_LT(questions.too_large, questions.asked.size() / 5) << "too many calls were left out";

  const TemporaryFolder folder;
  const Firmware firmware = build_firmware(questions.program.program(), {.measure_shipped = false}, folder.path());
  const std::span<const Question> asked(questions.asked);
  for (size_t at = 0; at < asked.size(); at += samples_a_boot)
    ASSERT_NO_FATAL_FAILURE(answer(firmware, asked.subspan(at, std::min(samples_a_boot, asked.size() - at))));
  std::printf("%zu calls, %zu runs of %zu kernels equal, %zu too large\n", questions.calls, asked.size(),
              questions.program.variants(), questions.too_large);
}

INSTANTIATE_TEST_SUITE_P(Operators, DeviceEquivalence, testing::ValuesIn(cores().begin(), cores().end()),
                         [](const auto& info) {
                           std::string name(info.param->name);
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace mote::kernels
