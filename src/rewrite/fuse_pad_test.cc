// fuse_pad: text to text.
#include "rewrite/testing.h"

namespace mote {
namespace {

TEST(FusePad, GivesAConvolutionItsOwnPadding) {
  expect_rewrite("fuse_pad", R"(
    input %0 int8[1x4x4x1] scale=0.5 zero_point=3 "x"
    constant %1 int8[2x3x3x1] scale=0.5 "w" = [1 2 3 4 5 6 7 8 9 -9 -8 -7 -6 -5 -4 -3 -2 -1]
    %2 int8[1x7x7x1] scale=0.5 zero_point=3 "p" = pad(%0) before=0,1,1,0 after=0,2,2,0 "pad"
    %3 int8[1x3x3x2] scale=4 "y" = conv2d(%2, %1, _) stride_height=2 stride_width=2 "conv"
    output %3)",
                 R"(
    input %0 int8[1x4x4x1] scale=0.5 zero_point=3 "x"
    constant %1 int8[2x3x3x1] scale=0.5 "w" = [1 2 3 4 5 6 7 8 9 -9 -8 -7 -6 -5 -4 -3 -2 -1]
    %2 int8[1x3x3x2] scale=4 "y" = conv2d(%0, %1, _) stride_height=2 stride_width=2 pad_top=1 pad_bottom=2 pad_left=1 pad_right=2 "conv"
    output %2)");
}

TEST(FusePad, AddsToThePaddingOfAFloatDepthwiseConvolution) {
  expect_rewrite("fuse_pad", R"(
    input %0 float32[1x3x3x1] "x"
    constant %1 float32[1x3x3x1] "w" = [1 2 3 4 5 -6 7 8 9]
    %2 float32[1x4x4x1] "p" = pad(%0) before=0,1,1,0 after=0,0,0,0 "pad"
    %3 float32[1x3x3x1] "y" = depthwise_conv2d(%2, %1, _) pad_bottom=1 pad_right=1 "conv"
    output %3)",
                 R"(
    input %0 float32[1x3x3x1] "x"
    constant %1 float32[1x3x3x1] "w" = [1 2 3 4 5 -6 7 8 9]
    %2 float32[1x3x3x1] "y" = depthwise_conv2d(%0, %1, _) pad_top=1 pad_bottom=1 pad_left=1 pad_right=1 "conv"
    output %2)");
}

TEST(FusePad, GivesAMaximumItsLowestPadding) {
  expect_rewrite("fuse_pad", R"(
    input %0 int8[1x3x3x1] scale=1 zero_point=0 "x"
    %1 int8[1x4x4x1] scale=1 zero_point=0 "p" = pad(%0) before=0,1,1,0 after=0,0,0,0 value=-128 "pad"
    %2 int8[1x2x2x1] scale=1 zero_point=0 "y" = max_pool2d(%1) window_height=2 window_width=2 stride_height=2 stride_width=2 "pool"
    output %2)",
                 R"(
    input %0 int8[1x3x3x1] scale=1 zero_point=0 "x"
    %1 int8[1x2x2x1] scale=1 zero_point=0 "y" = max_pool2d(%0) window_height=2 window_width=2 stride_height=2 stride_width=2 pad_top=1 pad_left=1 "pool"
    output %1)");
}

TEST(FusePad, LeavesPaddingThatIsNotZeroOrReadElsewhere) {
  expect_rewrite("fuse_pad", R"(
    input %0 float32[1x2x2x1] "x"
    constant %1 float32[1x1x1x1] "w" = [2]
    %2 float32[1x3x3x1] "p" = pad(%0) before=0,1,1,0 after=0,0,0,0 value=1 "ones"
    %3 float32[1x3x3x1] "a" = conv2d(%2, %1, _) "conv"
    %4 float32[1x4x4x1] "q" = pad(%3) before=0,1,1,0 after=0,0,0,0 "read twice"
    %5 float32[1x4x4x1] "y" = conv2d(%4, %1, _) "conv 2"
    output %5
    output %4)",
                 "");
}

}  // namespace
}  // namespace mote
