// remove_constant_channels: text to text.
#include "rewrite/testing.h"

namespace mote {
namespace {

TEST(RemoveConstantChannels, FoldsWhatConstantsAddIntoTheNextBias) {
  expect_rewrite("remove_constant_channels", R"(
    input %0 int8[1x2x2x1] scale=1 "x"
    constant %1 int8[8x1x1x1] scale=1,1,1,1,2,2,2,2 "w" = [1 2 3 4 4*0]
    constant %2 int32[8] = [1 2 3 4 5 -5 100 0]
    %3 int8[1x2x2x8] scale=1 "a" = conv2d(%0, %1, %2) "first"
    constant %4 int8[2x1x1x8] scale=0.05 "v" = [1 2 3 4 5 6 7 8 8 7 6 5 4 3 2 1]
    constant %5 int32[2] = [10 -20]
    %6 int8[1x2x2x2] scale=1 "y" = conv2d(%3, %4, %5) "second"
    output %6)",
                 R"(
    input %0 int8[1x2x2x1] scale=1 "x"
    %1 int8[1x2x2x4] scale=1 "a" = conv2d(%0, %4, %3) "first"
    %2 int8[1x2x2x2] scale=1 "y" = conv2d(%1, %6, %5) "second"
    constant %3 int32[4] = [1 2 3 4]
    constant %4 int8[4x1x1x1] scale=4*1 "w" = [1 2 3 4]
    constant %5 int32[2] = [889 244]
    constant %6 int8[2x1x1x4] scale=0.05 "v" = [1 2 3 4 8 7 6 5]
    output %2)");
}

// Channels 4 to 7 are 3, their zero, whatever the input: so are they after the depthwise convolution, which pads
// with 3. It gives them its bias of 2, which pass the pool and the reshape into the last bias.
TEST(RemoveConstantChannels, FollowsAChannelThroughOperatorsThatTakeEachByItself) {
  expect_rewrite("remove_constant_channels", R"(
    input %0 int8[1x4x4x1] scale=1 "x"
    constant %1 int8[8x1x1x1] scale=1 "w" = [1 2 3 4 4*0]
    %2 int8[1x4x4x8] scale=1 zero_point=3 "a" = conv2d(%0, %1, _) "first"
    constant %3 int8[1x3x3x8] scale=1 "d" = [36*1 36*2]
    constant %4 int32[8] = [8*2]
    %5 int8[1x2x2x8] scale=1 "b" = depthwise_conv2d(%2, %3, %4) stride_height=2 stride_width=2 pad_top=1 pad_left=1 "depthwise"
    %6 int8[1x1x1x8] scale=1 "c" = average_pool2d(%5) window_height=2 window_width=2 "pool"
    %7 int8[1x8] scale=1 "r" = reshape(%6) shape=1,8 "reshape"
    constant %8 int8[1x8] scale=0.05 "v" = [8*7]
    %9 int8[1x1] scale=1 "y" = fully_connected(%7, %8, _) "last"
    output %9)",
                 R"(
    input %0 int8[1x4x4x1] scale=1 "x"
    %1 int8[1x4x4x4] scale=1 zero_point=3 "a" = conv2d(%0, %6, _) "first"
    %2 int8[1x2x2x4] scale=1 "b" = depthwise_conv2d(%1, %8, %7) stride_height=2 stride_width=2 pad_top=1 pad_left=1 "depthwise"
    %3 int8[1x1x1x4] scale=1 "c" = average_pool2d(%2) window_height=2 window_width=2 "pool"
    %4 int8[1x4] scale=1 "r" = reshape(%3) shape=1,4 "reshape"
    %5 int8[1x1] scale=1 "y" = fully_connected(%4, %10, %9) "last"
    constant %6 int8[4x1x1x1] scale=1 "w" = [1 2 3 4]
    constant %7 int32[4] = [4*2]
    constant %8 int8[1x3x3x4] scale=1 "d" = [16*1 4*1 16*2]
    constant %9 int32[1] "v_bias" = [56]
    constant %10 int8[1x4] scale=0.05 "v" = [4*7]
    output %5)");
}

TEST(RemoveConstantChannels, DropsWhatWeighsNothing) {
  expect_rewrite("remove_constant_channels", R"(
    input %0 int8[1x4x4x1] scale=1 "x"
    constant %1 int8[8x1x1x1] scale=1 "w" = [1 2 3 4 5 6 7 8]
    %2 int8[1x4x4x8] scale=1 "a" = conv2d(%0, %1, _) "first"
    constant %3 int8[1x3x3x8] scale=1 "v" = [4*1 4*0 4*2 4*0 4*3 4*0 4*4 4*0 4*5 4*0 4*6 4*0 4*7 4*0 4*8 4*0 4*9 4*0]
    %4 int8[1x4x4x1] scale=100 "y" = conv2d(%2, %3, _) pad_top=1 pad_bottom=1 pad_left=1 pad_right=1 "second"
    output %4)",
                 R"(
    input %0 int8[1x4x4x1] scale=1 "x"
    %1 int8[1x4x4x4] scale=1 "a" = conv2d(%0, %3, _) "first"
    %2 int8[1x4x4x1] scale=100 "y" = conv2d(%1, %4, _) pad_top=1 pad_bottom=1 pad_left=1 pad_right=1 "second"
    constant %3 int8[4x1x1x1] scale=1 "w" = [1 2 3 4]
    constant %4 int8[1x3x3x4] scale=1 "v" = [4*1 4*2 4*3 4*4 4*5 4*6 4*7 4*8 4*9]
    output %2)");
}

TEST(RemoveConstantChannels, LeavesAConstantThatMeetsPadding) {
  expect_rewrite("remove_constant_channels", R"(
    input %0 int8[1x4x4x1] scale=1 "x"
    constant %1 int8[8x1x1x1] scale=1 "w" = [1 2 3 4 4*0]
    constant %2 int32[8] = [8*3]
    %3 int8[1x4x4x8] scale=1 "a" = conv2d(%0, %1, %2) "first"
    constant %4 int8[1x2x2x8] scale=1 "v" = [32*1]
    %5 int8[1x4x4x1] scale=1 "y" = conv2d(%3, %4, _) pad_bottom=1 pad_right=1 "padded with 0"
    output %5)",
                 "");
}

TEST(RemoveConstantChannels, LeavesAnAddWhoseOtherSideVaries) {
  expect_rewrite("remove_constant_channels", R"(
    input %0 int8[1x1x1x8] scale=1 "x"
    constant %1 int8[8x1x1x8] scale=1 "w" = [32*1 32*0]
    constant %2 int8[8x1x1x8] scale=1 "v" = [64*1]
    %3 int8[1x1x1x8] scale=1 "a" = conv2d(%0, %1, _) "half dead"
    %4 int8[1x1x1x8] scale=1 "b" = conv2d(%0, %2, _) "alive"
    %5 int8[1x1x1x8] scale=1 "c" = add(%3, %4) "add"
    %6 int8[1x1x1x8] scale=1 "y" = conv2d(%5, %2, _) "last"
    output %6)",
                 "");
}

TEST(RemoveConstantChannels, LeavesFewerThanFourAndWhatABiasCannotHold) {
  expect_rewrite("remove_constant_channels", R"(
    input %0 int8[1x1x1x1] scale=1 "x"
    constant %1 int8[8x1x1x1] scale=1 "w" = [1 2 3 4 5 3*0]
    constant %2 int8[8x1x1x8] scale=1 "v" = [32*1 32*0]
    constant %3 int32[8] = [4*0 4*100]
    constant %4 int32[8] = [8*2147480000]
    %5 int8[1x1x1x8] scale=1 "a" = conv2d(%0, %1, _) "three are dead"
    %6 int8[1x1x1x8] scale=1 "b" = conv2d(%5, %2, %3) "four are dead"
    constant %7 int8[8x1x1x8] scale=1 "u" = [64*127]
    %8 int8[1x1x1x8] scale=1 "y" = conv2d(%6, %7, %4) "last"
    output %8)",
                 "");
}

}  // namespace
}  // namespace mote
