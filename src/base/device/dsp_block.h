// Products of matrices with the DSP extension in blocks of eight sums: two rows of weights times four columns of int16
// pairs, or four rows times two columns.
//
// For two rows a word of weights holds a pair of each as bytes: the first row's low in each half, the second row's
// high. SXTB16 makes a pair of either (SeparateRows). Or the second row's needs no instruction (MixedRows): as a pair
// of int16 the word is 256 * second + first (where a low byte is negative, 1 has been taken from the high one at
// compile time), so a sum over it is 256 times the second row's plus the first's, modulo 2^32, which leaves the second
// 24 bits.
#ifndef MOTE_BASE_DEVICE_DSP_BLOCK_H_
#define MOTE_BASE_DEVICE_DSP_BLOCK_H_

#include "base/device/dsp.h"

namespace mote {
namespace device {

// In the order of the columns for the first row, then for the second, ...
struct EightSums {
  int32_t a, b, c, d, e, f, g, h;
};

// The second row's sum, of the first's and both.
inline int32_t second_row_sum(int32_t first, int32_t both) {
  return static_cast<int32_t>(static_cast<uint32_t>(both) - static_cast<uint32_t>(first)) >> 8;
}

struct SeparateRows {
  static uint32_t second_pair(uint32_t word) { return sxtb16_high(word); }
  static int32_t second_sum(int32_t, int32_t second) { return second; }
};
struct MixedRows {
  static uint32_t second_pair(uint32_t word) { return word; }
  static int32_t second_sum(int32_t first, int32_t both) { return second_row_sum(first, both); }
};

// Adds a pair of each of two rows times a pair of each of four columns.
template <class Rows>
inline void add_two_by_four(const int8_t* weights, const uint32_t* columns, EightSums& sums) {
  const uint32_t word = load_aligned_word(weights);
  const uint32_t first = sxtb16(word), second = Rows::second_pair(word);
  sums.a = smlad(columns[0], first, sums.a), sums.b = smlad(columns[1], first, sums.b);
  sums.c = smlad(columns[2], first, sums.c), sums.d = smlad(columns[3], first, sums.d);
  sums.e = smlad(columns[0], second, sums.e), sums.f = smlad(columns[1], second, sums.f);
  sums.g = smlad(columns[2], second, sums.g), sums.h = smlad(columns[3], second, sums.h);
}

// Four words of weights, pairs of int16, times a pair of each of two columns.
inline void add_four_by_two(const uint32_t* weights, const uint32_t* columns, EightSums& sums) {
  sums.a = smlad(columns[0], weights[0], sums.a), sums.b = smlad(columns[1], weights[0], sums.b);
  sums.c = smlad(columns[0], weights[1], sums.c), sums.d = smlad(columns[1], weights[1], sums.d);
  sums.e = smlad(columns[0], weights[2], sums.e), sums.f = smlad(columns[1], weights[2], sums.f);
  sums.g = smlad(columns[0], weights[3], sums.g), sums.h = smlad(columns[1], weights[3], sums.h);
}

// Many rows, an even number, times four columns, brought to int8 (base/device/requantize_dsp.h). The stream holds for
// each two rows: two biases; a word for each pair; two doubled multipliers; two bytes of shifts and two of nothing.
struct TwoByFourTask {
  const int8_t* stream;
  const uint32_t *columns, *columns_end;
  int8_t *output, *output_end;  // of the first column
  int32_t pitch;                // from column to column of the output
  int32_t offset;               // 2 * the output's zero point + 1
};

// Four rows times two columns at each of some positions: eight words of `products` a position. Columns and weights go
// on from position to position. At least four pairs a position, a multiple of four.
struct FourByTwoTask {
  const uint32_t *weights, *columns, *position_end;
  int32_t position_bytes;  // of columns
  int32_t *products, *products_end;
};

#if defined(__ARM_FEATURE_DSP) && defined(__thumb2__) && defined(__OPTIMIZE__) && !defined(__clang__)

// A step takes all fourteen registers of Thumb code, which GCC doesn't manage by itself: it spills sums. So these loops
// are written out; what else they need stands on the stack.
constexpr bool has_dsp_blocks = true;

#define MOTE_LOADS "ldr.w r11, [r8], #4\n ldrd r12, lr, [r9], #16\n sxtb16 r10, r11\n"
#define MOTE_SEPARATE "sxtb16 r11, r11, ror #8\n"
#define MOTE_TWO_BY_FOUR(separate)                                                                        \
  MOTE_LOADS separate                                                                                     \
      "smlad r0, r12, r10, r0\n smlad r1, lr, r10, r1\n smlad r4, r12, r11, r4\n smlad r5, lr, r11, r5\n" \
      "ldrd r12, lr, [r9, #-8]\n"                                                                         \
      "smlad r2, r12, r10, r2\n smlad r3, lr, r10, r3\n smlad r6, r12, r11, r6\n smlad r7, lr, r11, r7\n"
#define MOTE_SECOND_SUM(first, second) "sub " second ", " first "\n asr " second ", #8\n"
#define MOTE_SECOND_SUMS \
  MOTE_SECOND_SUM("r0", "r4") MOTE_SECOND_SUM("r1", "r5") MOTE_SECOND_SUM("r2", "r6") MOTE_SECOND_SUM("r3", "r7")
// The multiplier in r9, the offset in r10, the shift in r11.
#define MOTE_FACTOR(multiplier, shift) \
  "ldr r9, [r8, #" #multiplier "]\n ldrb r11, [r8, #" #shift "]\n ldr r10, %[offset]\n lsl r10, r10, r11\n"
#define MOTE_REQUANTIZE(sum)                                                                             \
  "add r12, " sum ", r10\n smmlar r12, " sum ", r9, r12\n add " sum ", r12, " sum ", asr #31\n asr " sum \
  ", r11\n ssat " sum ", #8, " sum ", asr #1\n"
#define MOTE_REQUANTIZE_FOUR(a, b, c, d) MOTE_REQUANTIZE(a) MOTE_REQUANTIZE(b) MOTE_REQUANTIZE(c) MOTE_REQUANTIZE(d)

// Eight steps, entered in the middle for the rest of pairs / 8; each has `step_bytes`.
#define MOTE_MULTIPLY_TWO_BY_FOUR(step, step_bytes, second_sums)                         \
  const int32_t skipped = (-(task.columns_end - task.columns) / 4 & 7) * step_bytes + 1; \
  uint32_t entry;                                                                        \
  __asm__ volatile(                                                                                            \
      "adr.w r0, 2f\n ldr r1, %[skipped]\n add r0, r1\n str r0, %[entry]\n"                                    \
      "1: ldr r8, %[stream]\n ldr r9, %[columns]\n ldrd r0, r4, [r8], #8\n"                                    \
      "mov r1, r0\n mov r2, r0\n mov r3, r0\n mov r5, r4\n mov r6, r4\n mov r7, r4\n ldr pc, %[entry]\n"       \
      ".balign 4\n 2:\n" step step step step step step step step                                               \
      "ldr r10, %[columns_end]\n cmp r9, r10\n bne 2b\n" second_sums                                           \
      MOTE_FACTOR(0, 8) MOTE_REQUANTIZE_FOUR("r0", "r1", "r2", "r3")                                           \
      MOTE_FACTOR(4, 9) MOTE_REQUANTIZE_FOUR("r4", "r5", "r6", "r7")                                           \
      "add r8, #12\n str r8, %[stream]\n ldr r9, %[output]\n ldr r10, %[pitch]\n add r11, r9, r10, lsl #1\n"   \
      "strb r0, [r9]\n strb r1, [r9, r10]\n strb r2, [r11]\n strb r3, [r11, r10]\n"                            \
      "strb r4, [r9, #1]!\n strb r5, [r9, r10]\n strb r6, [r11, #1]!\n strb r7, [r11, r10]\n"                  \
      "add r9, #1\n str r9, %[output]\n ldr r12, %[output_end]\n cmp r9, r12\n bne 1b\n"                       \
      : [stream] "+m"(task.stream), [output] "+m"(task.output), [entry] "=m"(entry)                            \
      : [columns] "m"(task.columns), [columns_end] "m"(task.columns_end), [output_end] "m"(task.output_end),   \
        [pitch] "m"(task.pitch), [offset] "m"(task.offset), [skipped] "m"(skipped)                             \
      : "r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r9", "r10", "r11", "r12", "lr", "cc", "memory")

__attribute__((noinline)) inline void multiply_two_by_four(SeparateRows, TwoByFourTask task) {
  MOTE_MULTIPLY_TWO_BY_FOUR(MOTE_TWO_BY_FOUR(MOTE_SEPARATE), 52, "");
}
__attribute__((noinline)) inline void multiply_two_by_four(MixedRows, TwoByFourTask task) {
  MOTE_MULTIPLY_TWO_BY_FOUR(MOTE_TWO_BY_FOUR(""), 48, MOTE_SECOND_SUMS);
}

#define MOTE_FOUR_BY_TWO(multiply, a, b, c, d, e, f, g, h)                                                        \
  "ldrd r12, lr, [r9], #8\n ldrd r10, r11, [r8], #16\n" multiply " r0, r12, r10" a "\n" multiply " r1, lr, r10" b \
  "\n" multiply " r2, r12, r11" c "\n" multiply " r3, lr, r11" d                                                  \
  "\n"                                                                                                            \
  "ldrd r10, r11, [r8, #-8]\n" multiply " r4, r12, r10" e "\n" multiply " r5, lr, r10" f "\n" multiply            \
  " r6, r12, r11" g "\n" multiply " r7, lr, r11" h "\n"
#define MOTE_ADD_FOUR_BY_TWO MOTE_FOUR_BY_TWO("smlad", ", r0", ", r1", ", r2", ", r3", ", r4", ", r5", ", r6", ", r7")

__attribute__((noinline)) inline void multiply_four_by_two(FourByTwoTask task) {
  __asm__ volatile(
      "ldr r8, %[weights]\n ldr r9, %[columns]\n"
      "1:\n" MOTE_FOUR_BY_TWO("smuad", "", "", "", "", "", "", "", "")
          MOTE_ADD_FOUR_BY_TWO MOTE_ADD_FOUR_BY_TWO MOTE_ADD_FOUR_BY_TWO
      "ldr r12, %[end]\n cmp r9, r12\n beq 3f\n"
      "2:\n" MOTE_ADD_FOUR_BY_TWO MOTE_ADD_FOUR_BY_TWO MOTE_ADD_FOUR_BY_TWO MOTE_ADD_FOUR_BY_TWO
      "ldr r12, %[end]\n cmp r9, r12\n bne 2b\n"
      "3: ldr r10, %[position_bytes]\n add r12, r10\n str r12, %[end]\n"
      "ldr r11, %[products]\n stmia r11!, {r0, r1, r2, r3, r4, r5, r6, r7}\n str r11, %[products]\n"
      "ldr r10, %[products_end]\n cmp r11, r10\n bne 1b\n"
      : [end] "+m"(task.position_end), [products] "+m"(task.products)
      : [weights] "m"(task.weights), [columns] "m"(task.columns), [position_bytes] "m"(task.position_bytes),
        [products_end] "m"(task.products_end)
      : "r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r9", "r10", "r11", "r12", "lr", "cc", "memory");
}

#undef MOTE_LOADS
#undef MOTE_SEPARATE
#undef MOTE_TWO_BY_FOUR
#undef MOTE_SECOND_SUM
#undef MOTE_SECOND_SUMS
#undef MOTE_FACTOR
#undef MOTE_REQUANTIZE
#undef MOTE_REQUANTIZE_FOUR
#undef MOTE_MULTIPLY_TWO_BY_FOUR
#undef MOTE_FOUR_BY_TWO
#undef MOTE_ADD_FOUR_BY_TWO

#else

constexpr bool has_dsp_blocks = false;

template <class Rows>
inline void multiply_two_by_four(Rows, const TwoByFourTask&) {}

inline void multiply_four_by_two(FourByTwoTask task) {
  while (task.products != task.products_end) {
    EightSums sums = {0, 0, 0, 0, 0, 0, 0, 0};
    for (; task.columns != task.position_end; task.columns += 2, task.weights += 4) {
      add_four_by_two(task.weights, task.columns, sums);
    }
    task.position_end += task.position_bytes / 4;
    int32_t* products = task.products;
    products[0] = sums.a, products[1] = sums.b, products[2] = sums.c, products[3] = sums.d;
    products[4] = sums.e, products[5] = sums.f, products[6] = sums.g, products[7] = sums.h;
    task.products += 8;
  }
}

#endif

}  // namespace device
}  // namespace mote

#endif  // MOTE_BASE_DEVICE_DSP_BLOCK_H_
