// log2 of an integer, from a table with linear interpolation.
#ifndef MOTE_SIGNAL_MATH_KERNEL_LOGARITHM_H_
#define MOTE_SIGNAL_MATH_KERNEL_LOGARITHM_H_

#include "signal/math/kernel_fixed.h"

namespace mote {
namespace device {

// log2(value) in Q16 for value >= 1. `table` holds log2(1 + i/64) in Q14, i = 0 to 64. A chord of the curve is off by
// at most 4.4e-5, the table's rounding by 3.1e-5.
inline int32_t log2_q16(uint64_t value, const int16_t* table) {
  const int32_t length = bit_length_64(value);
  const uint32_t mantissa = static_cast<uint32_t>(length > 32 ? value >> (length - 32) : value << (32 - length));
  const int32_t index = static_cast<int32_t>(mantissa >> 25) & 63;
  const int32_t fraction = static_cast<int32_t>((mantissa >> 9) & 0xffff);
  const int32_t rise = table[index + 1] - table[index];
  return ((length - 1) * 65536) + table[index] * 4 + ((rise * fraction) >> 14);
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_SIGNAL_MATH_KERNEL_LOGARITHM_H_
