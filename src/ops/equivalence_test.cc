// Every kernel variant against the portable one of its operator, bit for bit, on random calls.
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "ops/random_call.h"
#include "ops/run_variant.h"

namespace mote {
namespace {

constexpr int calls_per_generator = 200;
constexpr int64_t alignment = 8;  // of what stands in the arena

// Where the output may begin, counted from the input: as close as the kernel allows, and a little further.
std::vector<int64_t> places_of(const Overlap& overlap, Random& random) {
  if (overlap.stride > 0) {
    const int64_t stride = std::lcm(overlap.stride, alignment);
    return {0, stride * random.between(1, 4), -stride * random.between(1, 4)};
  }
  const int64_t closest = (overlap.distance + alignment - 1) / alignment * alignment;
  return {-closest, -closest - alignment * random.between(1, 9)};
}

void compare_overlapped(const Variant& variant, const Call& call, const Contents& inputs, const Contents& expected,
                        Random& random) {
  for (int input = 0; input < static_cast<int>(call.inputs.size()); ++input) {
    const auto overlap = variant.overlap_with(call, input);
    if (!overlap) continue;
    for (const int64_t place : places_of(*overlap, random)) {
      ASSERT_EQ(run_variant(variant, call, inputs, SharedMemory{input, place}), expected)
          << variant.name << " " << call.attributes.print() << " with its output " << place << " bytes after input "
          << input;
    }
  }
}

void compare_variants(const OperatorDefinition& definition, const RandomCall& random_call, Random& random) {
  const Call call = random_call.call();
  ASSERT_NO_THROW(definition.check(call)) << call.attributes.print();
  const Contents inputs = random_contents(call, random);
  const Variant* portable = nullptr;
  Contents expected;
  for (const Variant& variant : definition.variants) {
    if (!variant.serves(call)) continue;
    EXPECT_GT(variant.cost(call).total(), 0) << variant.name;
    if (portable == nullptr) {
      ASSERT_EQ(variant.feature, CoreFeature::none) << "the first row that serves is the definition";
      portable = &variant;
      expected = run_variant(variant, call, inputs);
    } else {
      ASSERT_EQ(run_variant(variant, call, inputs), expected) << variant.name << " " << call.attributes.print();
    }
    ASSERT_NO_FATAL_FAILURE(compare_overlapped(variant, call, inputs, expected, random));
  }
  ASSERT_NE(portable, nullptr) << "no variant serves " << call.attributes.print();
}

TEST(Equivalence, VariantsEqualThePortableOne) {
  for (const auto& [name, generator] : random_call_generators()) {
    SCOPED_TRACE(name);
    for (int seed = 0; seed < calls_per_generator; ++seed) {
      SCOPED_TRACE(seed);
      Random random(seed);
      compare_variants(operator_named(name), generator(random), random);
      if (testing::Test::HasFatalFailure()) return;
    }
  }
}

TEST(Equivalence, EveryOperatorWithAFasterKernelHasAGenerator) {
  for (const OperatorDefinition* definition : operators()) {
    const bool faster = std::any_of(definition->variants.begin(), definition->variants.end(),
                                    [](const Variant& v) { return v.feature != CoreFeature::none; });
    if (faster) {
      EXPECT_GT(random_call_generators().count(std::string(definition->name)), 0u) << definition->name;
    }
  }
}

}  // namespace
}  // namespace mote
