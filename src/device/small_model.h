// For tests: a small int8 network, as wide as a test of the device loop needs.
#pragma once

#include "graph/text.h"

namespace mote {

// 6x6x2 image -> convolution -> depthwise convolution -> average pool -> fully connected; int8 throughout.
inline Graph small_model() {
  return parse_graph(R"(graph "small"
input %0 int8[1x6x6x2] scale=0.05 zero_point=-3 "image"
constant %1 int8[4x3x3x2] scale=0.01,0.02,0.015,0.03 "stem/weights" = [1 -2 3 40*5 0 1 -128 127 25*-7]
constant %2 int32[4] scale=0.0005,0.001,0.00075,0.0015 = [100 -200 300 -50]
%3 int8[1x4x4x4] scale=0.2 zero_point=-128 = conv2d(%0, %1, %2) activation=relu "stem"
constant %4 int8[1x3x3x4] scale=0.02,0.01,0.03,0.02 axis=3 "depthwise/weights" = [18*11 18*-9]
constant %5 int32[4] scale=0.004,0.002,0.006,0.004 = [10 20 30 40]
%6 int8[1x2x2x4] scale=0.3 zero_point=5 = depthwise_conv2d(%3, %4, %5) "depthwise"
constant %7 int8[3x16] scale=0.02 "head/weights" = [16*3 16*-4 16*5]
constant %8 int32[3] scale=0.006 = [7 8 9]
%9 int8[1x3] scale=0.25 zero_point=1 = fully_connected(%6, %7, %8) "head"
output %9
)");
}

}  // namespace mote
