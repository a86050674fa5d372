// The instructions of Arm's DSP extension that kernels use, on pairs of int16 in a word. Elsewhere they are plain C++
// with the same results, so that the host runs and checks those kernels.
#ifndef MOTE_BASE_DEVICE_DSP_H_
#define MOTE_BASE_DEVICE_DSP_H_

#include <stdint.h>

#include "base/device/memory.h"

namespace mote {
namespace device {

#if defined(__ARM_FEATURE_DSP) && defined(__thumb2__)

// sum + both products of the int16 pairs, modulo 2^32.
inline int32_t smlad(uint32_t a, uint32_t b, int32_t sum) {
  int32_t result;
  __asm__("smlad %0, %1, %2, %3" : "=r"(result) : "r"(a), "r"(b), "r"(sum));
  return result;
}

// Both products of the int16 pairs.
inline int32_t smuad(uint32_t a, uint32_t b) {
  int32_t result;
  __asm__("smuad %0, %1, %2" : "=r"(result) : "r"(a), "r"(b));
  return result;
}

// sum + (a * b + 2^31) / 2^32, rounded down.
inline int32_t smmlar(int32_t a, int32_t b, int32_t sum) {
  int32_t result;
  __asm__("smmlar %0, %1, %2, %3" : "=r"(result) : "r"(a), "r"(b), "r"(sum));
  return result;
}

// Sums and differences of both int16, modulo 2^16.
inline uint32_t sadd16(uint32_t a, uint32_t b) {
  uint32_t result;
  __asm__("sadd16 %0, %1, %2" : "=r"(result) : "r"(a), "r"(b));
  return result;
}
inline uint32_t ssub16(uint32_t a, uint32_t b) {
  uint32_t result;
  __asm__("ssub16 %0, %1, %2" : "=r"(result) : "r"(a), "r"(b));
  return result;
}

// Bytes 0 and 2, sign-extended to a pair.
inline uint32_t sxtb16(uint32_t word) {
  uint32_t result;
  __asm__("sxtb16 %0, %1" : "=r"(result) : "r"(word));
  return result;
}

// Bytes 1 and 3, sign-extended to a pair.
inline uint32_t sxtb16_high(uint32_t word) {
  uint32_t result;
  __asm__("sxtb16 %0, %1, ror #8" : "=r"(result) : "r"(word));
  return result;
}

// sum + the product of the halves named: bottom (low) or top (high) of a, then of b.
inline int32_t smlabb(uint32_t a, uint32_t b, int32_t sum) {
  int32_t result;
  __asm__("smlabb %0, %1, %2, %3" : "=r"(result) : "r"(a), "r"(b), "r"(sum));
  return result;
}
inline int32_t smlabt(uint32_t a, uint32_t b, int32_t sum) {
  int32_t result;
  __asm__("smlabt %0, %1, %2, %3" : "=r"(result) : "r"(a), "r"(b), "r"(sum));
  return result;
}
inline int32_t smlatb(uint32_t a, uint32_t b, int32_t sum) {
  int32_t result;
  __asm__("smlatb %0, %1, %2, %3" : "=r"(result) : "r"(a), "r"(b), "r"(sum));
  return result;
}

// Two words from an address that is aligned to 4, which moves past them.
inline void load_two(const uint32_t*& address, uint32_t& first, uint32_t& second) {
  __asm__ volatile("ldrd %0, %1, [%2], #8" : "=&r"(first), "=&r"(second), "+r"(address) : : "memory");
}

#else

inline int32_t low_half(uint32_t word) { return static_cast<int16_t>(word & 0xFFFF); }
inline int32_t high_half(uint32_t word) { return static_cast<int16_t>(word >> 16); }
inline uint32_t byte_as_half(uint32_t word, int byte) {
  return static_cast<uint16_t>(static_cast<int8_t>(static_cast<uint8_t>(word >> (8 * byte))));
}

inline int32_t smlad(uint32_t a, uint32_t b, int32_t sum) {
  return static_cast<int32_t>(static_cast<uint32_t>(sum) + static_cast<uint32_t>(low_half(a) * low_half(b)) +
                              static_cast<uint32_t>(high_half(a) * high_half(b)));
}
inline int32_t smuad(uint32_t a, uint32_t b) { return smlad(a, b, 0); }
inline int32_t smmlar(int32_t a, int32_t b, int32_t sum) {
  const uint64_t product = static_cast<uint64_t>(static_cast<int64_t>(a) * b) + (UINT64_C(1) << 31);
  return static_cast<int32_t>(static_cast<uint32_t>(sum) + static_cast<uint32_t>(product >> 32));
}
inline uint32_t sadd16(uint32_t a, uint32_t b) { return ((a + b) & 0xFFFF) | ((a & 0xFFFF0000) + (b & 0xFFFF0000)); }
inline uint32_t ssub16(uint32_t a, uint32_t b) { return ((a - b) & 0xFFFF) | ((a & 0xFFFF0000) - (b & 0xFFFF0000)); }
inline int32_t smlabb(uint32_t a, uint32_t b, int32_t sum) { return sum + low_half(a) * low_half(b); }
inline int32_t smlabt(uint32_t a, uint32_t b, int32_t sum) { return sum + low_half(a) * high_half(b); }
inline int32_t smlatb(uint32_t a, uint32_t b, int32_t sum) { return sum + high_half(a) * low_half(b); }
inline uint32_t sxtb16(uint32_t word) { return byte_as_half(word, 0) | byte_as_half(word, 2) << 16; }
inline uint32_t sxtb16_high(uint32_t word) { return byte_as_half(word, 1) | byte_as_half(word, 3) << 16; }
inline void load_two(const uint32_t*& address, uint32_t& first, uint32_t& second) {
  first = address[0], second = address[1];
  address += 2;
}

#endif

// The pair of two values.
inline uint32_t pair_of(int32_t low, int32_t high) {
  return static_cast<uint16_t>(low) | static_cast<uint32_t>(high) << 16;
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_BASE_DEVICE_DSP_H_
