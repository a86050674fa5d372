// Winograd's F(2x2, 3x3) for kernels on any core: when it is exact in integers, and the weights it takes.
// With g a 3x3 kernel, d a 4x4 tile of the input, and outputs Y of 2x2:
//   Y = A' [ (G g G') * (B' d B) ] A       G = [1 0 0; 1/2 1/2 1/2; 1/2 -1/2 1/2; 0 0 1]
//                                          B' = [1 0 -1 0; 0 1 1 0; 0 -1 1 0; 0 1 0 -1]    A' = [1 1 1 0; 0 1 -1 -1]
// Transformed with 2 G, weights are integers, and Y comes out times 4, a multiple of 4 without a rest.
#pragma once

#include <array>

#include "ops/operator.h"

namespace mote::conv2d {

// 3x3, stride and dilation 1, one group, at least 2x4 outputs, channels in whole numbers of 8 (input) and 4 (output);
// small factors, and no sum whose fourfold could leave 32 bits.
bool serves_winograd(const Call& call);

// (2 G) g (2 G)', row by row: at most 9 * 128 in size.
std::array<int32_t, 16> winograd_weights(const std::array<int32_t, 9>& kernel);

// The same of an output channel and an input channel of the call's weights.
std::array<int32_t, 16> winograd_weights(const std::vector<int8_t>& weights, int32_t input_channels, int32_t output,
                                         int32_t input);

}  // namespace mote::conv2d
