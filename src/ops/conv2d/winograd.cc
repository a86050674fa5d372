// Winograd's F(2x2, 3x3): when it is exact, and its weights.
#include "ops/conv2d/winograd.h"

#include "ops/conv2d/attributes.h"
#include "ops/conv2d/lower.h"
#include "ops/quantized.h"

namespace mote::conv2d {
namespace {

// All products of a tile together are at most 64 times that.
constexpr int64_t largest_exact_sum = int64_t{1} << 25;

// Three values `step` apart, with 2 G.
std::array<int32_t, 4> transformed(const int32_t* values, int step) {
  const int32_t a = values[0], b = values[step], c = values[2 * step];
  return {2 * a, a + b + c, a - b + c, 2 * c};
}

bool has_shape(const device::Conv2dInt8Layer& l) {
  return l.kernel_height == 3 && l.kernel_width == 3 && l.stride_height == 1 && l.stride_width == 1 &&
         l.dilation_height == 1 && l.dilation_width == 1 && l.output_height >= 2 && l.output_width >= 4 &&
         l.input_channels % 8 == 0 && l.output_channels % 4 == 0;
}

}  // namespace

bool serves_winograd(const Call& call) {
  if (!serves_int8(call) || !has_one_group(call) || !has_shape(int8_layer(call))) return false;
  const int64_t channels = call.output().shape[3];
  const auto factors = stream_factors(call, channels);
  return factors && !has_large_factor(*factors) && largest_sum(call, channels) < largest_exact_sum;
}

std::array<int32_t, 16> winograd_weights(const std::array<int32_t, 9>& kernel) {
  std::array<int32_t, 12> columns;  // 4 x 3
  for (int x = 0; x < 3; ++x) {
    const auto column = transformed(&kernel[x], 3);
    for (int y = 0; y < 4; ++y) columns[3 * y + x] = column[y];
  }
  std::array<int32_t, 16> result;
  for (int y = 0; y < 4; ++y) {
    const auto row = transformed(&columns[3 * y], 1);
    std::copy(row.begin(), row.end(), &result[4 * y]);
  }
  return result;
}

std::array<int32_t, 16> winograd_weights(const std::vector<int8_t>& weights, int32_t input_channels, int32_t output,
                                         int32_t input) {
  std::array<int32_t, 9> kernel;
  for (int32_t tap = 0; tap < 9; ++tap) kernel[tap] = weights[(output * 9 + tap) * input_channels + input];
  return winograd_weights(kernel);
}

}  // namespace mote::conv2d
