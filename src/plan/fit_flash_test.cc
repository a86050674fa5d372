// Kernels under a limit of table bytes.
#include "plan/fit_flash.h"

#include <gtest/gtest.h>

#include "graph/text.h"

namespace mote {
namespace {

// Two layers of 3x3 windows, for which a core with the DSP extension has fast kernels with larger tables.
Plan plan_for(int64_t table_bytes) {
  static const Graph graph = parse_graph(R"(graph "windows"
input %0 int8[1x16x16x8] scale=0.05 zero_point=-3 "x"
constant %1 int8[8x3x3x8] scale=0.01 "first" = [576*3]
constant %2 int32[8] scale=0.0005 = [8*100]
%3 int8[1x16x16x8] scale=0.2 zero_point=-128 = conv2d(%0, %1, %2) pad_top=1 pad_bottom=1 pad_left=1 pad_right=1 activation=relu "one"
constant %4 int8[8x3x3x8] scale=0.02 "second" = [576*-5]
constant %5 int32[8] scale=0.004 = [8*10]
%6 int8[1x16x16x8] scale=0.3 zero_point=5 = conv2d(%3, %4, %5) pad_top=1 pad_bottom=1 pad_left=1 pad_right=1 "two"
output %6)");
  return make_plan(graph, core_named("cortex-m4"), Favor::speed, -1, table_bytes);
}

int64_t table_bytes_of(const Plan& plan) {
  int64_t sum = 0;
  for (const Step& step : plan.steps)
    for (const Table& table : step.lowered.tables) sum += static_cast<int64_t>(table.bytes.size());
  return sum;
}

double cost_of(const Plan& plan) {
  double sum = 0;
  for (const Step& step : plan.steps) sum += step.variant->cost(call_of(plan.graph, plan.op(step))).total();
  return sum;
}

TEST(FitFlash, TakesTheFastestKernelsThatTheTablesAllow) {
  const Plan fastest = plan_for(-1), smallest = plan_for(0);
  ASSERT_LT(table_bytes_of(smallest), table_bytes_of(fastest)) << "nothing to choose";
  double cost_before = cost_of(smallest);
  for (int64_t limit = table_bytes_of(smallest) + 128; limit <= table_bytes_of(fastest) + 128; limit += 256) {
    const Plan plan = plan_for(limit);
    verify(plan);
    EXPECT_LE(table_bytes_of(plan), limit);
    EXPECT_LE(cost_of(plan), cost_before) << "more flash, more work, at " << limit;
    cost_before = cost_of(plan);
  }
  EXPECT_EQ(cost_before, cost_of(fastest));
}

TEST(FitFlash, LeavesAPlanThatFits) {
  const Plan fastest = plan_for(-1), same = plan_for(table_bytes_of(fastest));
  for (size_t i = 0; i < fastest.steps.size(); ++i) EXPECT_EQ(fastest.steps[i].variant, same.steps[i].variant);
}

}  // namespace
}  // namespace mote
