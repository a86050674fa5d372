// Every kernel variant against the portable one of its operator, bit for bit, on random calls.
#include <gtest/gtest.h>

#include <algorithm>

#include "ops/random_call.h"
#include "ops/run_variant.h"

namespace mote {
namespace {

constexpr int calls_per_generator = 200;
Contents input_contents(const Call& call, Random& random) {
  Contents contents;
  const int kind = random.between(0, 9);  // now and then all lowest or all highest
  for (const Tensor* input : call.inputs) {
    contents.emplace_back();
    if (input == nullptr) continue;
    contents.back() = input->constant() ? input->data : random_elements(random, input->type, input->elements());
    if (!input->constant() && input->type == ElementType::int8 && kind < 2)
      std::fill(contents.back().begin(), contents.back().end(), static_cast<uint8_t>(kind == 0 ? -128 : 127));
  }
  return contents;
}

// As the planner allows it: the input is computed and has room for the output.
bool may_run_in_place(const Variant& variant, const Call& call) {
  if (variant.in_place_input < 0 || !call.has_input(variant.in_place_input)) return false;
  const Tensor& input = call.input(variant.in_place_input);
  return !input.constant() && call.output().bytes() <= input.bytes();
}

void compare_variants(const OperatorDefinition& definition, const RandomCall& random_call, Random& random) {
  const Call call = random_call.call();
  ASSERT_NO_THROW(definition.check(call)) << call.attributes.print();
  const Contents inputs = input_contents(call, random);
  const Variant* portable = nullptr;
  Contents expected;
  for (const Variant& variant : definition.variants) {
    if (!variant.serves(call)) continue;
    EXPECT_GT(variant.cost(call).total(), 0) << variant.name;
    if (portable == nullptr) {
      ASSERT_EQ(variant.feature, CoreFeature::none) << "the first row that serves is the definition";
      portable = &variant;
      expected = run_variant(variant, call, inputs, false);
    } else {
      ASSERT_EQ(run_variant(variant, call, inputs, false), expected) << variant.name << " " << call.attributes.print();
    }
    if (may_run_in_place(variant, call)) {
      ASSERT_EQ(run_variant(variant, call, inputs, true), expected) << variant.name << " in place";
    }
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
