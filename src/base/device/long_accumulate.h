// Sums of products in 64 bits, for cores that add a product to such a sum in one instruction (SMLAL). One
// multiplication serves two values: a word holds a pair, first + 2^23 * second, and so do the sums of pairs times
// weights.
#ifndef MOTE_BASE_DEVICE_LONG_ACCUMULATE_H_
#define MOTE_BASE_DEVICE_LONG_ACCUMULATE_H_

#include <stdint.h>

namespace mote {
namespace device {

// Where the second value of a pair begins; both sums have to stay within -2^22 to 2^22 - 1.
constexpr int32_t pair_shift = 23;

inline int32_t value_pair(int32_t first, int32_t second) {
  return first + static_cast<int32_t>(static_cast<uint32_t>(second) << pair_shift);
}

// What the sums of a pair begin with: a bias for both, and 2^22, so that the first sum is never negative.
constexpr int64_t pair_bias(int32_t bias) {
  return (static_cast<int64_t>(bias) << pair_shift) + bias + (INT64_C(1) << (pair_shift - 1));
}

inline int32_t first_sum(int64_t sums) {
  return static_cast<int32_t>(static_cast<uint32_t>(sums) & ((UINT32_C(1) << pair_shift) - 1)) -
         (INT32_C(1) << (pair_shift - 1));
}
inline int32_t second_sum(int64_t sums) {
  return static_cast<int32_t>(static_cast<uint32_t>(static_cast<uint64_t>(sums) >> pair_shift));
}

// The sums of two channels at two pairs of pixels.
struct PairSums {
  int64_t first_a, second_a, first_b, second_b;  // channels first and second, pairs a and b
};

#if defined(__arm__) && defined(__thumb2__)

// 7 instructions for 8 products. No compiler keeps the sums in registers by itself: all fourteen are in use.
#define MOTE_PAIRS_STEP     \
  "ldmia r0!, {r2, r3}\n"   \
  "ldrsb r12, [r1], #1\n"   \
  "smlal r4, r5, r2, r12\n" \
  "smlal r8, r9, r3, r12\n" \
  "ldrsb r12, [r1], #1\n"   \
  "smlal r6, r7, r2, r12\n" \
  "smlal r10, r11, r3, r12\n"

// stream: pair_bias() of two channels, then for each of `values` values, a multiple of four above 0, their two weights.
// pairs: for each value the words of two pairs.
__attribute__((naked, noinline)) inline void multiply_two_pairs(const int32_t* /*pairs, r0*/,
                                                                const uint8_t* /*stream, r1*/, int32_t /*values, r2*/,
                                                                PairSums* /*sums, r3*/) {
  __asm__ volatile(
      "push {r3-r11, lr}\n"
      "ldmia r1!, {r4-r7}\n"
      "mov r8, r4\n"
      "mov r9, r5\n"
      "mov r10, r6\n"
      "mov r11, r7\n"
      "add lr, r1, r2, lsl #1\n"
      "1:\n" MOTE_PAIRS_STEP MOTE_PAIRS_STEP MOTE_PAIRS_STEP MOTE_PAIRS_STEP
      "cmp r1, lr\n"
      "bne 1b\n"
      "pop {r3}\n"
      "stmia r3, {r4-r11}\n"
      "pop {r4-r11, pc}\n");
}
#undef MOTE_PAIRS_STEP

#else

inline void multiply_two_pairs(const int32_t* pairs, const uint8_t* stream, int32_t values, PairSums* sums) {
  __builtin_memcpy(&sums->first_a, stream, 8);
  __builtin_memcpy(&sums->second_a, stream + 8, 8);
  sums->first_b = sums->first_a, sums->second_b = sums->second_a;
  const int8_t* weights = reinterpret_cast<const int8_t*>(stream + 16);
  for (const int8_t* end = weights + 2 * values; weights != end; weights += 2, pairs += 2) {
    sums->first_a += static_cast<int64_t>(pairs[0]) * weights[0];
    sums->second_a += static_cast<int64_t>(pairs[0]) * weights[1];
    sums->first_b += static_cast<int64_t>(pairs[1]) * weights[0];
    sums->second_b += static_cast<int64_t>(pairs[1]) * weights[1];
  }
}

#endif

}  // namespace device
}  // namespace mote

#endif  // MOTE_BASE_DEVICE_LONG_ACCUMULATE_H_
