// Fixed-point arithmetic of the TFLite reference kernels ("double rounding": a rounding doubling high multiplication,
// then a rounding shift), shared by host and device, without calls into a 64-bit library on 32-bit cores.
#ifndef MOTE_BASE_DEVICE_FIXED_POINT_H_
#define MOTE_BASE_DEVICE_FIXED_POINT_H_

#include <stdint.h>

#include "base/device/high_multiply.h"

namespace mote {
namespace device {

inline int32_t minimum(int32_t a, int32_t b) { return a < b ? a : b; }
inline int32_t maximum(int32_t a, int32_t b) { return a > b ? a : b; }
inline int32_t clamp(int32_t value, int32_t low, int32_t high) { return minimum(maximum(value, low), high); }

// The sum modulo 2^32, as the reference's accumulators behave where a bias is extreme.
inline int32_t wrapping_add(int32_t a, int32_t b) {
  return static_cast<int32_t>(static_cast<uint32_t>(a) + static_cast<uint32_t>(b));
}

// round(a * b / 2^31), ties toward +infinity; saturates the one overflow (both INT32_MIN). The reference's "nudge and
// divide toward zero" comes to the same: floor((a * b + 2^30) / 2^31).
inline int32_t saturating_rounding_doubling_high_multiply(int32_t a, int32_t b) {
  if (a == INT32_MIN && b == INT32_MIN) return INT32_MAX;
  return wide_rounding_doubling_high_multiply(a, b);
}

// round(value / 2^exponent), ties away from zero; 0 <= exponent <= 31.
inline int32_t rounding_divide_by_power_of_two(int32_t value, int exponent) {
  const int32_t mask = static_cast<int32_t>((int64_t{1} << exponent) - 1);
  const int32_t remainder = value & mask;
  const int32_t threshold = (mask >> 1) + (value < 0 ? 1 : 0);
  return (value >> exponent) + (remainder > threshold ? 1 : 0);
}

// value * multiplier * 2^(shift - 31); shift > 0 is to the left (overflow wraps, as in the reference).
inline int32_t multiply_by_quantized_multiplier(int32_t value, int32_t multiplier, int shift) {
  const int left = shift > 0 ? shift : 0;
  const int right = shift > 0 ? 0 : -shift;
  const int32_t shifted = static_cast<int32_t>(static_cast<uint32_t>(value) << left);
  return rounding_divide_by_power_of_two(saturating_rounding_doubling_high_multiply(shifted, multiplier), right);
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_BASE_DEVICE_FIXED_POINT_H_
