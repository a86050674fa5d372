// Products of four columns of int16 with the weights of four output channels, for cores with registers for the sixteen
// sums, which stay sums; and that at sixteen positions.
#ifndef MOTE_BASE_DEVICE_BLOCK_HALF_PRODUCT_H_
#define MOTE_BASE_DEVICE_BLOCK_HALF_PRODUCT_H_

#include <stdint.h>

namespace mote {
namespace device {

// columns and weights: for each value four of int16, as far as position_end; a multiple of four values above 0. sums:
// four columns of the first channel, of the second ...
#if defined(__riscv) && __riscv_xlen == 32 && !defined(__riscv_32e)

#define MOTE_ADD(sum, value) \
  "mul a7, " value           \
  ", a6\n"                   \
  "add " sum ", " sum ", a7\n"

#define MOTE_ADD_ROW(weight, a, b, c, d) \
  "lh a6, " weight "(a1)\n" MOTE_ADD(a, "t1") MOTE_ADD(b, "t2") MOTE_ADD(c, "a4") MOTE_ADD(d, "a5")

// 40 instructions for 16 products.
#define MOTE_ADD_BLOCK(first, second, third, fourth)                                                                 \
  "lh t1, " first                                                                                                    \
  "(a0)\n"                                                                                                           \
  "lh t2, " second                                                                                                   \
  "(a0)\n"                                                                                                           \
  "lh a4, " third                                                                                                    \
  "(a0)\n"                                                                                                           \
  "lh a5, " fourth "(a0)\n" MOTE_ADD_ROW(first, "s0", "s1", "s2", "s3") MOTE_ADD_ROW(second, "s4", "s5", "s6", "s7") \
      MOTE_ADD_ROW(third, "s8", "s9", "s10", "s11") MOTE_ADD_ROW(fourth, "t3", "t4", "t5", "t6")

__attribute__((naked, noinline)) inline void multiply_half_blocks(const int16_t* /*columns, a0*/,
                                                                  const int16_t* /*weights, a1*/,
                                                                  const int16_t* /*position_end, a2*/,
                                                                  int32_t* /*sums, a3*/) {
  __asm__ volatile(
      "addi sp, sp, -64\n"
      "sw ra, 48(sp)\n"
      "sw s0, 0(sp)\n"
      "sw s1, 4(sp)\n"
      "sw s2, 8(sp)\n"
      "sw s3, 12(sp)\n"
      "sw s4, 16(sp)\n"
      "sw s5, 20(sp)\n"
      "sw s6, 24(sp)\n"
      "sw s7, 28(sp)\n"
      "sw s8, 32(sp)\n"
      "sw s9, 36(sp)\n"
      "sw s10, 40(sp)\n"
      "sw s11, 44(sp)\n"
      "sub t0, a2, a0\n"
      "addi ra, a3, 1024\n"
      "1:\n"
      "li s0, 0\n"
      "li s1, 0\n"
      "li s2, 0\n"
      "li s3, 0\n"
      "li s4, 0\n"
      "li s5, 0\n"
      "li s6, 0\n"
      "li s7, 0\n"
      "li s8, 0\n"
      "li s9, 0\n"
      "li s10, 0\n"
      "li s11, 0\n"
      "li t3, 0\n"
      "li t4, 0\n"
      "li t5, 0\n"
      "li t6, 0\n"
      "2:\n"
      MOTE_ADD_BLOCK("0", "2", "4", "6")
      MOTE_ADD_BLOCK("8", "10", "12", "14")
      MOTE_ADD_BLOCK("16", "18", "20", "22")
      MOTE_ADD_BLOCK("24", "26", "28", "30")
      "addi a0, a0, 32\n"
      "addi a1, a1, 32\n"
      "bne a0, a2, 2b\n"
      "sw s0, 0(a3)\n"
      "sw s1, 4(a3)\n"
      "sw s2, 8(a3)\n"
      "sw s3, 12(a3)\n"
      "sw s4, 16(a3)\n"
      "sw s5, 20(a3)\n"
      "sw s6, 24(a3)\n"
      "sw s7, 28(a3)\n"
      "sw s8, 32(a3)\n"
      "sw s9, 36(a3)\n"
      "sw s10, 40(a3)\n"
      "sw s11, 44(a3)\n"
      "sw t3, 48(a3)\n"
      "sw t4, 52(a3)\n"
      "sw t5, 56(a3)\n"
      "sw t6, 60(a3)\n"
      "addi a3, a3, 64\n"
      "add a2, a2, t0\n"
      "bne a3, ra, 1b\n"
      "lw s0, 0(sp)\n"
      "lw s1, 4(sp)\n"
      "lw s2, 8(sp)\n"
      "lw s3, 12(sp)\n"
      "lw s4, 16(sp)\n"
      "lw s5, 20(sp)\n"
      "lw s6, 24(sp)\n"
      "lw s7, 28(sp)\n"
      "lw s8, 32(sp)\n"
      "lw s9, 36(sp)\n"
      "lw s10, 40(sp)\n"
      "lw s11, 44(sp)\n"
      "lw ra, 48(sp)\n"
      "addi sp, sp, 64\n"
      "ret\n");
}
#undef MOTE_ADD_BLOCK
#undef MOTE_ADD_ROW
#undef MOTE_ADD

#else

inline void multiply_half_blocks(const int16_t* columns, const int16_t* weights, const int16_t* position_end,
                                 int32_t* sums) {
  const int64_t values = (position_end - columns) / 4;
  for (int32_t position = 0; position < 16; ++position, sums += 16) {
    for (int32_t i = 0; i < 16; ++i) sums[i] = 0;
    for (int64_t value = 0; value < values; ++value, columns += 4, weights += 4) {
      for (int32_t i = 0; i < 16; ++i) sums[i] += weights[i / 4] * columns[i % 4];
    }
  }
}

#endif

}  // namespace device
}  // namespace mote

#endif  // MOTE_BASE_DEVICE_BLOCK_HALF_PRODUCT_H_
