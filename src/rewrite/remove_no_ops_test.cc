// remove_no_ops: text to text.
#include "rewrite/testing.h"

namespace mote {
namespace {

TEST(RemoveNoOps, DropsReshapesClampsAndQuantizesThatChangeNothing) {
  expect_rewrite("remove_no_ops", R"(
    input %0 int8[1x4] scale=0.5 zero_point=-128 "x"
    %1 int8[1x4] scale=0.5 zero_point=-128 "a" = reshape(%0) shape=1,4 "same shape"
    %2 int8[1x4] scale=0.5 zero_point=-128 "b" = clamp(%1) min=0 "relu of what is never negative"
    %3 int8[1x4] scale=0.5 zero_point=-128 "c" = quantize(%2) "same scale"
    %4 int8[1x4] scale=0.5 zero_point=-128 "d" = pad(%3) before=0,0 after=0,0 "nothing"
    %5 int8[1x4] scale=1 "y" = mul(%4, %4) "square"
    output %5)",
                 R"(
    input %0 int8[1x4] scale=0.5 zero_point=-128 "x"
    %1 int8[1x4] scale=1 "y" = mul(%0, %0) "square"
    output %1)");
}

TEST(RemoveNoOps, KeepsTheNameOfAnOutput) {
  expect_rewrite("remove_no_ops", R"(
    input %0 float32[1x4] "x"
    %1 float32[1x4] "a" = mul(%0, %0) "square"
    %2 float32[1x4] "y" = clamp(%1) "no bounds"
    output %2)",
                 R"(
    input %0 float32[1x4] "x"
    %1 float32[1x4] "y" = mul(%0, %0) "square"
    output %1)");
}

// The dense layer gives at least -10 and at most 10.
TEST(RemoveNoOps, DropsAClampThatCannotBind) {
  expect_rewrite("remove_no_ops", R"(
    input %0 int8[1x4] scale=0.5 "x"
    constant %1 int8[2x4] scale=0.01 "w" = [1 0 0 -1 -1 1 1 -1]
    %2 int8[1x2] scale=0.25 "a" = fully_connected(%0, %1, _) "dense"
    %3 int8[1x2] scale=0.25 "b" = clamp(%2) min=-3 max=3 "wider than the sums"
    %4 int8[1x2] scale=1 "y" = mul(%3, %3) "square"
    output %4)",
                 R"(
    input %0 int8[1x4] scale=0.5 "x"
    constant %1 int8[2x4] scale=0.01 "w" = [1 0 0 -1 -1 1 1 -1]
    %2 int8[1x2] scale=0.25 "a" = fully_connected(%0, %1, _) "dense"
    %3 int8[1x2] scale=1 "y" = mul(%2, %2) "square"
    output %3)");
}

TEST(RemoveNoOps, DropsPoolsOfOneElementAndReshapesTheMeanOfOne) {
  expect_rewrite("remove_no_ops", R"(
    input %0 int8[1x1x1x4] scale=0.5 zero_point=-128 "x"
    %1 int8[1x1x1x4] scale=0.5 zero_point=-128 "a" = average_pool2d(%0) window_height=3 window_width=2 pad_top=1 pad_bottom=1 pad_left=1 activation=relu "one tap"
    %2 int8[1x1x1x4] scale=0.5 zero_point=-128 "b" = max_pool2d(%1) "one by one"
    %3 int8[1x4] scale=0.5 zero_point=-128 "c" = mean(%2) axes=1,2 "of one"
    %4 int8[1x4] scale=1 "y" = mul(%3, %3) "square"
    output %4)",
                 R"(
    input %0 int8[1x1x1x4] scale=0.5 zero_point=-128 "x"
    %1 int8[1x4] scale=0.5 zero_point=-128 "c" = reshape(%0) shape=1,4 "of one"
    %2 int8[1x4] scale=1 "y" = mul(%1, %1) "square"
    output %2)");
}

TEST(RemoveNoOps, LeavesAPoolThatClampsOrStrides) {
  expect_rewrite("remove_no_ops", R"(
    input %0 int8[1x4x4x1] scale=0.5 "x"
    %1 int8[1x4x4x1] scale=0.5 "a" = max_pool2d(%0) activation=relu "some are below zero"
    %2 int8[1x2x2x1] scale=0.5 "y" = max_pool2d(%1) stride_height=2 stride_width=2 "every other"
    output %2)",
                 "");
}

TEST(RemoveNoOps, JoinsReshapes) {
  expect_rewrite("remove_no_ops", R"(
    input %0 float32[2x4] "x"
    %1 float32[4x2] "a" = reshape(%0) shape=4,2 "first"
    %2 float32[8] "y" = reshape(%1) shape=8 "second"
    output %2)",
                 R"(
    input %0 float32[2x4] "x"
    %1 float32[8] "y" = reshape(%0) shape=8 "second"
    output %1)");
}

TEST(RemoveNoOps, LeavesWhatChangesSomething) {
  expect_rewrite("remove_no_ops", R"(
    input %0 int8[1x4] scale=0.5 zero_point=-127 "x"
    %1 int8[1x4] scale=0.5 zero_point=-127 "a" = clamp(%0) min=0 "one value is below zero"
    %2 int8[1x4] scale=0.25 zero_point=-128 "y" = quantize(%1) "other scale"
    output %2)",
                 "");
}

TEST(RemoveNoOps, LeavesWhatJoinsAnInputToAnOutput) {
  expect_rewrite("remove_no_ops", R"(
    input %0 float32[1x4] "x"
    %1 float32[1x4] "y" = reshape(%0) shape=1,4 "copy"
    output %1)",
                 "");
}

}  // namespace
}  // namespace mote
