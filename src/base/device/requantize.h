// The last step of int8 operators with weights where a channel's factor is below 1/2 and its sums stay below 2^30 (the
// host has checked both): few instructions, and the bits of multiply_by_quantized_multiplier() plus the zero point.
#ifndef MOTE_BASE_DEVICE_REQUANTIZE_H_
#define MOTE_BASE_DEVICE_REQUANTIZE_H_

#include "base/device/fixed_point.h"
#include "base/device/high_multiply.h"

namespace mote {
namespace device {

struct SmallFactor {
  int32_t multiplier;   // Q31
  int32_t offset;       // 1/2 and the output's zero point, before the shift
  int32_t right_shift;  // 1 to 31
};

inline SmallFactor small_factor(int32_t multiplier, int32_t right_shift, int32_t zero_point) {
  return {multiplier, (2 * zero_point + 1) * (INT32_C(1) << (right_shift - 1)), right_shift};
}

// Half away from zero is rounded by taking 1 from what is negative before adding 1/2.
inline int32_t requantize(int32_t sum, const SmallFactor& factor) {
  const int32_t high = rounding_doubling_high_multiply(sum, factor.multiplier);
  return (high + (high >> 31) + factor.offset) >> factor.right_shift;
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_BASE_DEVICE_REQUANTIZE_H_
