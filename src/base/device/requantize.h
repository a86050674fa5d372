// The last step of int8 operators with weights, with the bits of multiply_by_quantized_multiplier() plus the zero
// point: in few instructions where a channel's factor is below 1/2 and its sums stay below 2^30 (the host has checked
// both).
#ifndef MOTE_BASE_DEVICE_REQUANTIZE_H_
#define MOTE_BASE_DEVICE_REQUANTIZE_H_

#include "base/device/fixed_point.h"
#include "base/device/high_multiply.h"
#include "base/device/saturate.h"

namespace mote {
namespace device {

struct ChannelFactor {
  int32_t multiplier;   // Q31
  int32_t offset;       // 1/2 and the output's zero point, before the shift
  int32_t right_shift;  // 1 to 31; above: 64 - the shift to the left, for requantize_large()
};

template <class Layer>
inline ChannelFactor channel_factor(const Layer& layer, int32_t multiplier, int32_t right_shift) {
  const int32_t shift = layer.large_factors && right_shift > 31 ? 1 : right_shift;
  return {multiplier, (2 * layer.output_zero_point + 1) * (INT32_C(1) << (shift - 1)), right_shift};
}

// Half away from zero is rounded by taking 1 from what is negative before adding 1/2.
inline int32_t requantize_small(int32_t sum, const ChannelFactor& factor) {
  const int32_t high = rounding_doubling_high_multiply(sum, factor.multiplier);
  return (high + (high >> 31) + factor.offset) >> factor.right_shift;
}

// Factors of 1/2 or more, and sums of 2^30 or more. Seldom needed, so it is kept out of the kernels' loops.
__attribute__((noinline)) inline int32_t requantize_large(int32_t sum, int32_t multiplier, int32_t left_shift) {
  return multiply_by_quantized_multiplier(sum, multiplier, left_shift);
}

// A channel's sum to its output. The layer says at compile time whether there are large factors at all, and whether
// what is not positive has the least output (as with ReLU), which saves the multiplication.
template <class Layer>
inline int8_t requantize(const Layer& layer, int32_t sum, const ChannelFactor& factor) {
  if (!layer.large_factors && layer.output_min >= layer.output_zero_point && sum <= 0)
    return static_cast<int8_t>(layer.output_min);
  const int32_t value =
      layer.large_factors && factor.right_shift > 31
          ? requantize_large(sum, factor.multiplier, 64 - factor.right_shift) + layer.output_zero_point
          : requantize_small(sum, factor);
  return clamp_to_int8(value, layer.output_min, layer.output_max);
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_BASE_DEVICE_REQUANTIZE_H_
