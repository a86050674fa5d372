// Fixed-point arithmetic that signal kernels share: products with Q15 factors, lengths of numbers in bits, shifts that
// round. 32-bit operations where they do, since the smallest cores have no long multiplication.
#ifndef MOTE_SIGNAL_MATH_KERNEL_FIXED_H_
#define MOTE_SIGNAL_MATH_KERNEL_FIXED_H_

#include <stdint.h>

namespace mote {
namespace device {

// floor(value * factor / 2^15) from two 32-bit products; |value * factor| < 2^46.
inline int32_t multiply_q15(int32_t value, int32_t factor) {
  const int32_t high = value >> 16;
  const int32_t low = value & 0xffff;
  return high * factor * 2 + ((low * factor) >> 15);
}

// The number of bits that the value takes: 0 for 0, 1 for 1, 32 for 2^31 and above.
inline int32_t bit_length(uint32_t value) {
  int32_t length = 0;
  if (value >> 16) length += 16, value >>= 16;
  if (value >> 8) length += 8, value >>= 8;
  if (value >> 4) length += 4, value >>= 4;
  if (value >> 2) length += 2, value >>= 2;
  if (value >> 1) length += 1, value >>= 1;
  return length + static_cast<int32_t>(value);
}

inline int32_t bit_length_64(uint64_t value) {
  const uint32_t high = static_cast<uint32_t>(value >> 32);
  return high ? 32 + bit_length(high) : bit_length(static_cast<uint32_t>(value));
}

// value * 2^shift; to the right it rounds, ties upward. -31 <= shift, and the result must fit.
inline int32_t shift_rounding(int32_t value, int32_t shift) {
  if (shift >= 0) return static_cast<int32_t>(static_cast<uint32_t>(value) << shift);
  return (value + (int32_t{1} << (-shift - 1))) >> -shift;
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_SIGNAL_MATH_KERNEL_FIXED_H_
