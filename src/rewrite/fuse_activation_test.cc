// fuse_activation: text to text.
#include "rewrite/testing.h"

namespace mote {
namespace {

TEST(FuseActivation, TakesAReluIntoAnInt8Operator) {
  expect_rewrite("fuse_activation", R"(
    input %0 int8[1x2] scale=0.5 zero_point=3 "x"
    constant %1 int8[2x2] scale=0.5 "w" = [1 2 -3 4]
    %2 int8[1x2] scale=0.1 zero_point=-7 "a" = fully_connected(%0, %1, _) "dense"
    %3 int8[1x2] scale=0.1 zero_point=-7 "y" = clamp(%2) min=0 max=6 "relu6"
    output %3)",
                 R"(
    input %0 int8[1x2] scale=0.5 zero_point=3 "x"
    constant %1 int8[2x2] scale=0.5 "w" = [1 2 -3 4]
    %2 int8[1x2] scale=0.1 zero_point=-7 "y" = fully_connected(%0, %1, _) activation=relu6 "dense"
    output %2)");
}

TEST(FuseActivation, JoinsTwoBoundsOnFloats) {
  expect_rewrite("fuse_activation", R"(
    input %0 float32[1x4] "x"
    %1 float32[1x4] "a" = add(%0, %0) activation=relu "twice"
    %2 float32[1x4] "y" = clamp(%1) min=-3 max=6 "at most 6"
    output %2)",
                 R"(
    input %0 float32[1x4] "x"
    %1 float32[1x4] "y" = add(%0, %0) activation=relu6 "twice"
    output %1)");
}

TEST(FuseActivation, LeavesAnotherScaleAnotherBoundAndAnotherReader) {
  expect_rewrite("fuse_activation", R"(
    input %0 int8[1x4] scale=0.5 "x"
    %1 int8[1x4] scale=1 "a" = add(%0, %0) "one"
    %2 int8[1x4] scale=0.5 "b" = clamp(%1) min=0 "another scale"
    %3 int8[1x4] scale=1 "c" = add(%2, %2) "two"
    %4 int8[1x4] scale=1 "d" = clamp(%3) min=0 max=5 "no such activation"
    %5 int8[1x4] scale=1 "e" = add(%4, %4) "three"
    %6 int8[1x4] scale=1 "f" = clamp(%5) min=0 "read between"
    output %6
    output %5)",
                 "");
}

}  // namespace
}  // namespace mote
