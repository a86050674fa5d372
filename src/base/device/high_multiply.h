// Products of two 32-bit numbers of which the high part is wanted. Cores without a long multiplication (Armv6-M,
// Armv8-M Baseline) make it of 16-bit pieces instead of calling a library; both ways give the same bits.
#ifndef MOTE_BASE_DEVICE_HIGH_MULTIPLY_H_
#define MOTE_BASE_DEVICE_HIGH_MULTIPLY_H_

#include <stdint.h>

namespace mote {
namespace device {

namespace long_multiply {

inline int32_t wide_rounding_doubling_high_multiply(int32_t a, int32_t b) {
  return static_cast<int32_t>((static_cast<int64_t>(a) * b + (INT64_C(1) << 30)) >> 31);
}

inline int32_t rounding_doubling_high_multiply(int32_t a, int32_t b) {
  const int64_t product = static_cast<int64_t>(a * 2) * b;
  return static_cast<int32_t>(product >> 32) + static_cast<int32_t>(static_cast<uint32_t>(product) >> 31);
}

}  // namespace long_multiply

namespace pieces {

// Source: H. S. Warren, Hacker's Delight, multiply high signed; `rounding` is added to bit 16 and above of the product.
inline int32_t high_multiply(int32_t a, int32_t b, int32_t rounding = 0) {
  const int32_t a_low = a & 0xFFFF, b_low = b & 0xFFFF, a_high = a >> 16, b_high = b >> 16;
  const uint32_t low = static_cast<uint32_t>(a_low) * static_cast<uint32_t>(b_low);
  const int32_t middle = a_high * b_low + static_cast<int32_t>(low >> 16) + rounding;
  const int32_t other = a_low * b_high + (middle & 0xFFFF);
  return a_high * b_high + (middle >> 16) + (other >> 16);
}

inline int32_t rounding_doubling_high_multiply(int32_t a, int32_t b) { return high_multiply(a * 2, b, 0x8000); }

inline int32_t wide_rounding_doubling_high_multiply(int32_t a, int32_t b) {
  const uint32_t low = static_cast<uint32_t>(a) * static_cast<uint32_t>(b) + (UINT32_C(1) << 30);
  const uint32_t carry = low < (UINT32_C(1) << 30) ? 1 : 0;
  return static_cast<int32_t>((static_cast<uint32_t>(high_multiply(a, b)) + carry) << 1 | low >> 31);
}

}  // namespace pieces

#if defined(__ARM_ARCH_6M__) || defined(__ARM_ARCH_8M_BASE__)
using pieces::rounding_doubling_high_multiply;
using pieces::wide_rounding_doubling_high_multiply;
#else
#if defined(__ARM_FEATURE_DSP) && defined(__thumb2__)
inline int32_t rounding_doubling_high_multiply(int32_t a, int32_t b) {
  int32_t result;
  __asm__("smmulr %0, %1, %2" : "=r"(result) : "r"(a * 2), "r"(b));
  return result;
}
#else
// round(a * b / 2^31), ties toward +infinity; -2^30 <= a < 2^30, b >= 0.
using long_multiply::rounding_doubling_high_multiply;
#endif
// The same for any a and b but both INT32_MIN.
using long_multiply::wide_rounding_doubling_high_multiply;
#endif

}  // namespace device
}  // namespace mote

#endif  // MOTE_BASE_DEVICE_HIGH_MULTIPLY_H_
