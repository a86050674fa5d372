// Products of one column of int8 values with four rows of weights, with the DSP extension.
// Words of weights are those of MixedRows in base/device/dsp_block.h: two values' weights of two rows.
#ifndef MOTE_BASE_DEVICE_DSP_ROWS_H_
#define MOTE_BASE_DEVICE_DSP_ROWS_H_

#include "base/device/dsp_block.h"

namespace mote {
namespace device {

struct FourRowSums {
  int32_t a, both_ab, c, both_cd;
};

// Four values as pairs (0, 2) and (1, 3), times four words: pair (0, 2) of rows a, b; of c, d; pair (1, 3) of each.
inline void add_four_values(uint32_t values, const uint32_t*& weights, FourRowSums& sums) {
  const uint32_t even = sxtb16(values), odd = sxtb16_high(values);
  sums.both_ab = smlad(even, weights[0], sums.both_ab), sums.a = smlad(even, sxtb16(weights[0]), sums.a);
  sums.both_cd = smlad(even, weights[1], sums.both_cd), sums.c = smlad(even, sxtb16(weights[1]), sums.c);
  sums.both_ab = smlad(odd, weights[2], sums.both_ab), sums.a = smlad(odd, sxtb16(weights[2]), sums.a);
  sums.both_cd = smlad(odd, weights[3], sums.both_cd), sums.c = smlad(odd, sxtb16(weights[3]), sums.c);
  weights += 4;
}

#if defined(__ARM_FEATURE_DSP) && defined(__thumb2__) && defined(__OPTIMIZE__) && !defined(__clang__)

#define MOTE_FOUR_VALUES                        \
  "ldr %[even], [%[values]], #4\n"              \
  "ldmia %[weights]!, {r4, r5, r6, r7}\n"       \
  "sxtb16 %[odd], %[even], ror #8\n"            \
  "sxtb16 %[even], %[even]\n"                   \
  "smlad %[both_ab], %[even], r4, %[both_ab]\n" \
  "smlad %[both_cd], %[even], r5, %[both_cd]\n" \
  "sxtb16 r4, r4\n"                             \
  "sxtb16 r5, r5\n"                             \
  "smlad %[a], %[even], r4, %[a]\n"             \
  "smlad %[c], %[even], r5, %[c]\n"             \
  "smlad %[both_ab], %[odd], r6, %[both_ab]\n"  \
  "smlad %[both_cd], %[odd], r7, %[both_cd]\n"  \
  "sxtb16 r6, r6\n"                             \
  "sxtb16 r7, r7\n"                             \
  "smlad %[a], %[odd], r6, %[a]\n"              \
  "smlad %[c], %[odd], r7, %[c]\n"

inline void add_sixteen_values(const int8_t*& values, const uint32_t*& weights, FourRowSums& sums) {
  uint32_t even, odd;
  __asm__ volatile(MOTE_FOUR_VALUES MOTE_FOUR_VALUES MOTE_FOUR_VALUES MOTE_FOUR_VALUES
                   : [a] "+r"(sums.a), [both_ab] "+r"(sums.both_ab), [c] "+r"(sums.c), [both_cd] "+r"(sums.both_cd),
                     [values] "+r"(values), [weights] "+r"(weights), [even] "=&r"(even), [odd] "=&r"(odd)
                   :
                   : "r4", "r5", "r6", "r7", "memory");
}

#undef MOTE_FOUR_VALUES

#else

inline void add_sixteen_values(const int8_t*& values, const uint32_t*& weights, FourRowSums& sums) {
  for (const int8_t* end = values + 16; values != end; values += 4) add_four_values(load_word(values), weights, sums);
}

#endif

}  // namespace device
}  // namespace mote

#endif  // MOTE_BASE_DEVICE_DSP_ROWS_H_
