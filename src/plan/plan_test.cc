// Plans: lifetimes, views, operators in place, inputs that are outputs; every plan proved by verify().
#include "plan/plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "graph/text.h"
#include "plan/arena.h"

namespace mote {
namespace {

Plan plan_of(std::string_view text, Favor favor = Favor::speed) {
  Plan plan = make_plan(parse_graph(text), core_named("host"), favor);
  verify(plan);
  EXPECT_GE(plan.arena_bytes, plan.lower_bound_bytes);
  return plan;
}

TEST(Plan, AReshapeIsAViewWithoutAStep) {
  const Plan plan = plan_of(R"(
    input %0 float32[2x8] "x"
    %1 float32[16] "flat" = reshape(%0) shape=16 "flatten"
    %2 float32[16] "y" = mul(%1, %1) "square"
    output %2)");
  EXPECT_EQ(plan.steps.size(), 1u);
  EXPECT_EQ(plan.offsets[0], plan.offsets[1]);
}

TEST(Plan, AnOperatorInPlaceTakesItsInputsMemory) {
  const Plan plan = plan_of(R"(
    input %0 float32[16] "x"
    %1 float32[16] "a" = logistic(%0) "one"
    %2 float32[16] "y" = clamp(%1) min=0.25 "two"
    output %2)");
  EXPECT_EQ(plan.arena_bytes, 64);
  EXPECT_EQ(plan.offsets[1], plan.offsets[2]);
}

TEST(Plan, MemoryThatIsReadLaterIsNotTaken) {
  const Plan plan = plan_of(R"(
    input %0 float32[16] "x"
    %1 float32[16] "a" = clamp(%0) min=0.25 "one"
    %2 float32[16] "y" = add(%1, %0) "two"
    output %2)");
  EXPECT_EQ(plan.arena_bytes, 128);
}

TEST(Plan, AnInputMayBeAnOutputAndAnOutputAView) {
  const Plan plan = plan_of(R"(
    input %0 float32[16] "x"
    %1 float32[4x4] "square" = reshape(%0) shape=4,4 "shape"
    %2 float32[16] "y" = clamp(%0) min=0 "relu"
    output %0
    output %1
    output %2)");
  EXPECT_EQ(plan.offsets[0], plan.offsets[1]);
  EXPECT_NE(plan.offsets[0], plan.offsets[2]);
  EXPECT_EQ(plan.arena_bytes, 128);
}

TEST(Plan, AGraphOfNoStepsHoldsItsInput) {
  const Plan plan = plan_of("input %0 float32[16] \"x\"\noutput %0\n");
  EXPECT_TRUE(plan.steps.empty());
  EXPECT_EQ(plan.arena_bytes, 64);
}

TEST(Plan, UnreadInputsDoNotOverlapOthers) {
  const Plan plan = plan_of(R"(
    input %0 float32[16] "x"
    input %1 float32[16] "unread"
    %2 float32[16] "y" = clamp(%0) min=0 "relu"
    output %2)");
  EXPECT_NE(plan.offsets[0], plan.offsets[1]);
}

TEST(Plan, ThePeakIsNamedLargestFirst) {
  const Plan plan = plan_of(R"(
    input %0 float32[4] "x"
    constant %1 float32[64x4] "w" = [256*1]
    %2 float32[1x64] "wide" = fully_connected(%0, %1, _) "up"
    constant %3 float32[2x64] "v" = [128*1]
    %4 float32[1x2] "y" = fully_connected(%2, %3, _) "down"
    output %4)");
  EXPECT_EQ(tensors_at_peak(plan)[0], 2);
  EXPECT_THAT(memory_map(plan), testing::HasSubstr("wide"));
}

TEST(Plan, EveryOperatorWithoutAKernelIsNamed) {
  const char* text = R"(
    input %0 int32[16] "x"
    constant %1 int32[1x1x1x1] "w" = [1]
    %2 int32[1x4x4x1] "a" = reshape(%0) shape=1,4,4,1 "shape"
    %3 int32[1x4x4x1] "b" = conv2d(%2, %1, _) "first"
    %4 int32[1x4x4x1] "y" = conv2d(%3, %1, _) "second"
    output %4)";
  try {
    plan_of(text);
    FAIL() << "expected a refusal";
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), testing::AllOf(testing::HasSubstr("'first'"), testing::HasSubstr("'second'")));
  }
}

TEST(Plan, AConstantOutputIsRefused) {
  EXPECT_THROW(plan_of("constant %0 float32[1] \"c\" = [1]\noutput %0\n"), InputError);
}

TEST(Plan, RandomGraphsAreSound) {
  std::mt19937 random(3);
  for (int round = 0; round < 300; ++round) {
    Graph graph;
    std::vector<TensorId> values;
    const auto tensor = [&] {
      return graph.add({fmt::format("t{}", graph.tensors.size()), ElementType::float32, {24}, {}, {}});
    };
    for (int i = 0; i < 2; ++i) values.push_back(tensor()), graph.inputs.push_back(values.back());
    for (int i = 0; i < 12; ++i) {
      const auto any = [&] { return values[values.size() - 1 - random() % std::min<size_t>(values.size(), 4)]; };
      const bool pair = random() % 3 == 0, reshape = random() % 4 == 0;
      const TensorId first = any(), second = any(), result = tensor();
      Attributes attributes = operator_named(pair ? "add" : reshape ? "reshape" : "clamp").attributes();
      if (!pair && reshape) attributes.set("shape", "24");
      graph.operators.push_back({attributes, {first}, {result}, fmt::format("op{}", i)});
      if (pair) graph.operators.back().inputs.push_back(second);
      values.push_back(result);
    }
    graph.outputs = {values.back(), values[random() % values.size()]};
    verify(graph);
    const Plan plan = make_plan(graph, core_named("host"), Favor::speed);
    verify(plan);
    EXPECT_GE(plan.arena_bytes, plan.lower_bound_bytes);
    EXPECT_TRUE(plan.proved_smallest);
  }
}

TEST(Plan, AnUnsoundPlanIsFound) {
  Plan plan = plan_of(R"(
    input %0 float32[16] "x"
    %1 float32[16] "a" = clamp(%0) min=0.25 "one"
    %2 float32[16] "y" = add(%1, %0) "two"
    output %2)");
  plan.offsets[1] = plan.offsets[0];
  EXPECT_THROW(verify(plan), InternalError);
}

// A convolution at the peak, then one that has room to spare: only the first gives up the scratch of its DSP kernel.
TEST(Plan, FavouringRamTakesFastKernelsWhereTheyFit) {
  const Graph graph = parse_graph(R"(
    input %0 int8[1x8x8x4] scale=0.5 "x"
    constant %1 int8[16x3x3x4] scale=0.1 "w" = [576*3]
    %2 int8[1x8x8x16] scale=1 "wide" = conv2d(%0, %1, _) pad_top=1 pad_bottom=1 pad_left=1 pad_right=1 "first"
    constant %3 int8[4x3x3x16] scale=0.1 "v" = [576*3]
    %4 int8[1x3x3x4] scale=1 "narrow" = conv2d(%2, %3, _) stride_height=2 stride_width=2 "second"
    constant %5 int8[4x3x3x4] scale=0.1 "u" = [144*3]
    %6 int8[1x1x1x4] scale=1 "y" = conv2d(%4, %5, _) "third"
    output %6)");
  const Core& core = core_named("cortex-m4");
  const Plan fast = make_plan(graph, core, Favor::speed), small = make_plan(graph, core, Favor::ram);
  verify(small);
  EXPECT_LT(small.arena_bytes, fast.arena_bytes);
  EXPECT_EQ(small.arena_bytes, small.lower_bound_bytes);
  EXPECT_EQ(small.steps[0].lowered.scratch_bytes, 0);
  EXPECT_EQ(small.steps[2].variant, fast.steps[2].variant);
}

}  // namespace
}  // namespace mote
