// The square root of an integer, from a table with linear interpolation.
#ifndef MOTE_SIGNAL_MATH_KERNEL_SQUARE_ROOT_H_
#define MOTE_SIGNAL_MATH_KERNEL_SQUARE_ROOT_H_

#include "signal/math/kernel_fixed.h"

namespace mote {
namespace device {

// The root of value < 2^62, off by at most 1 / 20,000 of it and by the rounding to an integer. `table` holds (sqrt(1 +
// i/64) - 1) in Q15, i = 0 to 192. A chord of the curve is off by at most 2^-17 of the root.
inline uint32_t square_root(uint64_t value, const int16_t* table) {
  if (value == 0) return 0;
  const int32_t exponent = (bit_length_64(value) + 1) / 2 * 2 - 32;  // even: value = mantissa * 2^exponent
  const uint32_t mantissa = static_cast<uint32_t>(exponent >= 0 ? value >> exponent : value << -exponent);
  const int32_t index = static_cast<int32_t>(mantissa >> 24) - 64;
  const int32_t fraction = static_cast<int32_t>((mantissa >> 8) & 0xffff);
  const int32_t rise = table[index + 1] - table[index];
  return static_cast<uint32_t>(shift_rounding(32768 + table[index] + ((rise * fraction) >> 16), exponent / 2));
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_SIGNAL_MATH_KERNEL_SQUARE_ROOT_H_
