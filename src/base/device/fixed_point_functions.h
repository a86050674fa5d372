// exp, logistic and tanh in fixed point, bit for bit those of gemmlowp, on which the TFLite reference kernels stand.
// "Q5.26" means 5 integer bits beside the sign and 26 of fraction; "Q31" is Q0.31.
#ifndef MOTE_BASE_DEVICE_FIXED_POINT_FUNCTIONS_H_
#define MOTE_BASE_DEVICE_FIXED_POINT_FUNCTIONS_H_

#include "base/device/fixed_point.h"

namespace mote {
namespace device {

// value * 2^exponent, saturated; 0 < exponent < 31.
inline int32_t saturating_shift_left(int32_t value, int exponent) {
  const int32_t threshold = (int32_t{1} << (31 - exponent)) - 1;
  if (value > threshold) return INT32_MAX;
  if (value < -threshold) return INT32_MIN;
  return static_cast<int32_t>(static_cast<uint32_t>(value) << exponent);
}

inline int count_leading_zeros(uint32_t value) {
  int count = 0;
  for (uint32_t bit = uint32_t{1} << 31; bit != 0 && (value & bit) == 0; bit >>= 1) ++count;
  return count;
}

// exp of a Q31 in [-1/4, 0), as Q31: a Taylor expansion around -1/8.
inline int32_t exp_of_small_q31(int32_t a) {
  const int32_t exp_of_minus_eighth = 1895147668, third = 715827883;
  const int32_t x = a + (1 << 28);
  const int32_t x2 = saturating_rounding_doubling_high_multiply(x, x);
  const int32_t x3 = saturating_rounding_doubling_high_multiply(x2, x);
  const int32_t x4 = saturating_rounding_doubling_high_multiply(x2, x2);
  const int32_t x4_over_4 = rounding_divide_by_power_of_two(x4, 2);
  const int32_t tail =
      rounding_divide_by_power_of_two(saturating_rounding_doubling_high_multiply(x4_over_4 + x3, third) + x2, 1);
  return exp_of_minus_eighth + saturating_rounding_doubling_high_multiply(exp_of_minus_eighth, x + tail);
}

// exp of a value <= 0 with `integer_bits` (at most 5), as Q31.
template <int integer_bits>
inline int32_t exp_on_negative_values(int32_t value) {
  if (value == 0) return INT32_MAX;
  constexpr int fraction_bits = 31 - integer_bits;
  constexpr int32_t quarter = int32_t{1} << (fraction_bits - 2);
  const int32_t in_quarter = (value & (quarter - 1)) - quarter;
  int32_t result = exp_of_small_q31(integer_bits > 0 ? saturating_shift_left(in_quarter, integer_bits) : in_quarter);
  const int32_t remainder = in_quarter - value;                                                     // a multiple of 1/4
  const int32_t factors[] = {1672461947, 1302514674, 790015084, 290630308, 39332535, 720401, 242};  // exp(-2^(i - 2))
  for (int i = 0; i < integer_bits + 2; ++i)
    if (remainder & (int32_t{1} << (fraction_bits - 2 + i)))
      result = saturating_rounding_doubling_high_multiply(result, factors[i]);
  return result;
}

// A Q2.29 close to 1 / ((1 + a) / 2) for a Q31 in [0, 1): three steps of Newton and Raphson.
inline int32_t reciprocal_of_half_one_plus(int32_t a) {
  const int32_t half_denominator = static_cast<int32_t>((static_cast<int64_t>(a) + INT32_MAX + 1) / 2);
  const int32_t forty_eight_over_17 = 1515870810, minus_32_over_17 = -1010580540, one = 1 << 29;
  int32_t x = forty_eight_over_17 + saturating_rounding_doubling_high_multiply(half_denominator, minus_32_over_17);
  for (int i = 0; i < 3; ++i) {
    const int32_t rest = one - saturating_rounding_doubling_high_multiply(half_denominator, x);
    x += saturating_shift_left(saturating_rounding_doubling_high_multiply(x, rest), 2);
  }
  return x;
}

// 1 / (1 + a) and (1 - a) / (1 + a) for a Q31 in [0, 1), as Q31.
inline int32_t one_over_one_plus(int32_t a) { return saturating_shift_left(reciprocal_of_half_one_plus(a), 1); }
inline int32_t one_minus_over_one_plus(int32_t a) {
  return saturating_shift_left(reciprocal_of_half_one_plus(a) - (1 << 29), 2);
}

// logistic and tanh of a Q4.27, as Q31.
inline int32_t logistic_of_q4(int32_t value) {
  if (value == 0) return 1 << 30;
  const int32_t of_size = one_over_one_plus(exp_on_negative_values<4>(value > 0 ? -value : value));
  return value > 0 ? of_size : INT32_MAX - of_size;
}
inline int32_t tanh_of_q4(int32_t value) {
  if (value == 0) return 0;
  const int32_t of_size = one_minus_over_one_plus(exp_on_negative_values<5>(value > 0 ? -value : value));
  return value > 0 ? of_size : -of_size;
}

struct Reciprocal {
  int32_t scale;  // Q31
  int32_t shift;  // 1 / value = scale * 2^-shift
};

// Of a positive value with 12 integer bits.
inline Reciprocal reciprocal_of_q12(int32_t value) {
  const int headroom = count_leading_zeros(static_cast<uint32_t>(value));
  const uint32_t fraction = (static_cast<uint32_t>(value) << headroom) - (uint32_t{1} << 31);
  return {one_over_one_plus(static_cast<int32_t>(fraction)), 12 - headroom};
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_BASE_DEVICE_FIXED_POINT_FUNCTIONS_H_
