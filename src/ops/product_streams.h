// The streams of weights that hand-written products of columns read (base/device/block_product.h and the like).
#pragma once

#include <cstdint>
#include <vector>

#include "ops/quantized.h"
#include "ops/weight_stream.h"

namespace mote {

// What such a stream is made of: weights are [channels, inner].
struct ProductWeights {
  std::vector<int8_t> weights;
  std::vector<int32_t> bias;
  std::vector<StreamFactor> factors;  // none of them large
  int32_t output_zero_point = 0;

  int32_t channels() const { return static_cast<int32_t>(bias.size()); }
  int32_t inner() const { return static_cast<int32_t>(weights.size()) / channels(); }
  // 0 where there is none: channels and columns are filled up.
  int32_t weight(int32_t channel, int32_t value) const {
    return channel < channels() && value < inner() ? weights[channel * inner() + value] : 0;
  }
};

// 1/2 and the output's zero point, before the shift to the right.
inline int32_t factor_offset(const StreamFactor& factor, int32_t output_zero_point) {
  if (factor.large()) return output_zero_point;
  return (2 * output_zero_point + 1) * (int32_t{1} << (factor.right_shift - 1));
}

// A channel that has one output whatever its inputs (its bias is huge) gets weights of 0, and a bias and a factor that
// make that output.
void settle_constant_channels(const Int8Range& range, ProductWeights& product);

// Whether the products for Armv6-M take the factors: large ones only of layers whose sums up to 0 have the least
// output.
bool serve_shifted(const Int8Range& range, const ProductWeights& product);

// A factor's shift to the right, and to the left where it is 1 or more.
inline int32_t right_shift_of(const StreamFactor& factor) { return factor.large() ? 0 : factor.right_shift; }
inline int32_t left_shift_of(const StreamFactor& factor) { return factor.large() ? 64 - factor.right_shift : 0; }

// As base/device/eight_outputs.h takes them: of eight channels.
void add_eight_factors(const StreamFactor* factors, int32_t output_zero_point, WeightStream& stream);

// For multiply_blocks() of base/device/block_product.h.
std::vector<int8_t> block_stream(const ProductWeights& product);

// For multiply_column_by_eight() of base/device/eight_channel_product.h; columns of a multiple of `multiple` values.
std::vector<int8_t> eight_channel_stream(const ProductWeights& product, int32_t multiple = 4);

// For multiply_column_by_sixteen() of base/device/sixteen_channel_product.h.
std::vector<int8_t> sixteen_channel_stream(const ProductWeights& product);

}  // namespace mote
