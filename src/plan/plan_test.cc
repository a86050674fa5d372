// Plans: lifetimes, views, operators in place, inputs that are outputs; every plan proved by verify().
#include "plan/plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "graph/execute.h"
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

// The text of constants, for graphs of some size.
std::string numbers(int elements, int seed) {
  std::mt19937 random(seed);
  std::string text;
  for (int i = 0; i < elements; ++i) text += fmt::format("{} ", static_cast<int>(random() % 255) - 127);
  return "[" + text + "]";
}

// A small convolution at the peak, then a large one that has room to spare: only the first may give up scratch.
TEST(Plan, FavouringRamTakesSlowKernelsOnlyWhereTheyHelp) {
  const Graph graph = parse_graph(R"(
    input %0 int8[1x16x16x1] scale=0.5 "x"
    constant %1 int8[16x3x3x1] scale=0.1 "w" = [144*3]
    %2 int8[1x16x16x16] scale=1 "wide" = conv2d(%0, %1, _) pad_top=1 pad_bottom=1 pad_left=1 pad_right=1 "first"
    constant %3 int8[64x3x3x16] scale=0.1 "v" = [9216*3]
    %4 int8[1x7x7x64] scale=1 "narrow" = conv2d(%2, %3, _) stride_height=2 stride_width=2 "second"
    output %4)");
  const Core& core = core_named("cortex-m4");
  const Plan fast = make_plan(graph, core, Favor::speed), small = make_plan(graph, core, Favor::ram);
  verify(small);
  EXPECT_LE(small.arena_bytes, fast.arena_bytes);
  EXPECT_EQ(small.steps.back().variant, fast.steps.back().variant);
}

std::vector<Bytes> random_input(const Graph& graph, int seed) {
  std::mt19937 random(seed);
  std::vector<Bytes> inputs = {Bytes(graph.input(0).bytes())};
  for (uint8_t& byte : inputs[0]) byte = static_cast<uint8_t>(random());
  return inputs;
}

// A wide tensor between two layers is never whole: the chain goes in bands, whose rows stand where they belong.
TEST(Plan, FavouringRamCutsChainsIntoBands) {
  const Graph graph = parse_graph(
      R"(
    input %0 int8[1x20x12x8] scale=0.5 zero_point=-3 "x"
    constant %1 int8[64x1x1x8] scale=0.1 "w" = )" +
      numbers(512, 1) + R"(
    %2 int8[1x20x12x64] scale=8 "wide" = conv2d(%0, %1, _) "expand"
    constant %3 int8[1x3x3x64] scale=0.1 "v" = )" +
      numbers(576, 2) + R"(
    %4 int8[1x10x6x64] scale=40 zero_point=5 "halved" = depthwise_conv2d(%2, %3, _) stride_height=2 stride_width=2 pad_bottom=1 pad_right=1 "depthwise"
    constant %5 int8[8x1x1x64] scale=0.1 "u" = )" +
      numbers(512, 3) + R"(
    %6 int8[1x10x6x8] scale=200 "y" = conv2d(%4, %5, _) "project"
    output %6)");
  const Plan fast = make_plan(graph, core_named("host"), Favor::speed);
  const Plan small = make_plan(graph, core_named("host"), Favor::ram);
  verify(small.graph);
  verify(small);
  EXPECT_GT(small.steps.size(), fast.steps.size());
  EXPECT_LT(small.arena_bytes, fast.arena_bytes / 2);
  const Plan fitted = make_plan(graph, core_named("host"), Favor::speed, fast.arena_bytes - 1000);
  verify(fitted);
  EXPECT_LE(fitted.arena_bytes, fast.arena_bytes - 1000);
  Executor whole(graph), bands(small.graph);
  for (int seed = 0; seed < 3; ++seed) {
    const std::vector<Bytes> inputs = random_input(graph, seed);
    EXPECT_EQ(bands.run(inputs), whole.run(inputs));
  }
}

// Two branches from one tensor to small ones: the wide one of the first must not wait for the second.
TEST(Plan, BranchesRunOneAfterTheOther) {
  const Plan plan = plan_of(R"(
    input %0 float32[1x8] "x"
    constant %1 float32[64x8] "w" = [512*1]
    constant %2 float32[4x64] "v" = [256*1]
    %3 float32[1x64] "wide a" = fully_connected(%0, %1, _) "a1"
    %4 float32[1x64] "wide b" = fully_connected(%0, %1, _) "b1"
    %5 float32[1x4] "small a" = fully_connected(%3, %2, _) "a2"
    %6 float32[1x4] "small b" = fully_connected(%4, %2, _) "b2"
    %7 float32[1x4] "y" = add(%5, %6) "sum"
    output %7)");
  EXPECT_EQ(plan.arena_bytes, 256 + 32 + 16);
  EXPECT_TRUE(plan.proved_order);
  verify(plan.graph);
}

TEST(Plan, RowsAreViewsAndAreNotCopied) {
  const Plan plan = plan_of(R"(
    input %0 int8[1x4x4x2] scale=1 "x"
    %1 int8[1x2x4x2] scale=1 "top" = strided_slice(%0) begin=0,0,0,0 end=1,2,4,2 step=1,1,1,1 "cut top"
    %2 int8[1x2x4x2] scale=1 "bottom" = strided_slice(%0) begin=0,2,0,0 end=1,4,4,2 step=1,1,1,1 "cut bottom"
    %3 int8[1x2x4x2] scale=2 "a" = clamp(%1) min=0 "left"
    %4 int8[1x2x4x2] scale=2 "b" = clamp(%2) min=1 "right"
    %5 int8[1x4x4x2] scale=2 "y" = concatenate(%3, %4) axis=1 "join"
    output %5)");
  EXPECT_EQ(plan.steps.size(), 2u);
  EXPECT_EQ(plan.offsets[2], plan.offsets[0] + 16);
  EXPECT_EQ(plan.offsets[4], plan.offsets[5] + 16);
  EXPECT_EQ(plan.arena_bytes, 32);
}

}  // namespace
}  // namespace mote
