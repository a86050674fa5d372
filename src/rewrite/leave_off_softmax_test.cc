// leave_off_softmax: text to text.
#include <gtest/gtest.h>

#include "graph/text.h"
#include "rewrite/passes.h"

namespace mote {
namespace {

TEST(LeaveOffSoftmax, GivesTheScores) {
  Graph graph = parse_graph(R"(
    input %0 int8[1x4] scale=1 "x"
    %1 int8[1x4] scale=2 "scores" = add(%0, %0) "twice"
    %2 int8[1x4] scale=0.00390625 zero_point=-128 "y" = softmax(%1) "softmax"
    output %2)");
  EXPECT_TRUE(leave_off_softmax(graph));
  pass_named("dead_code").run(graph);
  EXPECT_EQ(print(graph), print(parse_graph(R"(
    input %0 int8[1x4] scale=1 "x"
    %1 int8[1x4] scale=2 "scores" = add(%0, %0) "twice"
    output %1)")));
  EXPECT_FALSE(leave_off_softmax(graph));
}

TEST(LeaveOffSoftmax, LeavesASoftmaxThatIsReadAndOneOfAnInput) {
  Graph graph = parse_graph(R"(
    input %0 int8[1x4] scale=1 "x"
    %1 int8[1x4] scale=0.00390625 zero_point=-128 "p" = softmax(%0) "of an input"
    %2 int8[1x4] scale=1 "y" = add(%1, %0) "add"
    output %1
    output %2)");
  EXPECT_FALSE(leave_off_softmax(graph));
}

}  // namespace
}  // namespace mote
