// Products of four columns with the weights of four output channels, for cores with registers for the sixteen sums.
//
// The weights are a stream that is read once for four columns. It holds for each four channels, a group: four biases;
// four weights for each value of a column, which is filled up to a multiple of four; four multipliers; four times 1/2
// and the output's zero point, before the shift; four bytes of shifts to the right.
#ifndef MOTE_BASE_DEVICE_BLOCK_PRODUCT_H_
#define MOTE_BASE_DEVICE_BLOCK_PRODUCT_H_

#include "base/device/memory.h"
#include "base/device/product_job.h"

namespace mote {
namespace device {

#if defined(__riscv) && __riscv_xlen == 32 && !defined(__riscv_32e)

#define MOTE_ADD(sum, value) \
  "mul a7, " value           \
  ", a6\n"                   \
  "add " sum ", " sum ", a7\n"

#define MOTE_ADD_ROW(weight, a, b, c, d) \
  "lb a6, " weight "(a1)\n" MOTE_ADD(a, "a2") MOTE_ADD(b, "a3") MOTE_ADD(c, "a4") MOTE_ADD(d, "a5")

// 40 instructions for 16 products.
#define MOTE_ADD_BLOCK(first, second, third, fourth)                                                                 \
  "lb a2, " first                                                                                                    \
  "(a0)\n"                                                                                                           \
  "lb a3, " second                                                                                                   \
  "(a0)\n"                                                                                                           \
  "lb a4, " third                                                                                                    \
  "(a0)\n"                                                                                                           \
  "lb a5, " fourth "(a0)\n" MOTE_ADD_ROW(first, "s0", "s1", "s2", "s3") MOTE_ADD_ROW(second, "s4", "s5", "s6", "s7") \
      MOTE_ADD_ROW(third, "s8", "s9", "s10", "s11") MOTE_ADD_ROW(fourth, "t3", "t4", "t5", "t6")

#define MOTE_BIASES(place, a, b, c, d) \
  "lw " a ", " place                   \
  "(a1)\n"                             \
  "mv " b ", " a                       \
  "\n"                                 \
  "mv " c ", " a                       \
  "\n"                                 \
  "mv " d ", " a "\n"

// ra: threshold, a4: output_max, a5: output_min, a6: multiplier, a7: offset, t2: shift, a0: output, t0: pitch.
#define MOTE_OUTPUT(sum) \
  "mv a2, a5\n"          \
  "bge ra, " sum         \
  ", 3f\n"               \
  "slli " sum ", " sum   \
  ", 1\n"                \
  "mulh a3, " sum        \
  ", a6\n"               \
  "mul a2, " sum         \
  ", a6\n"               \
  "srli a2, a2, 31\n"    \
  "add a3, a3, a2\n"     \
  "srai a2, a3, 31\n"    \
  "add a2, a2, a7\n"     \
  "add a2, a2, a3\n"     \
  "sra a2, a2, t2\n"     \
  "bge a2, a5, 4f\n"     \
  "mv a2, a5\n"          \
  "4: bge a4, a2, 3f\n"  \
  "mv a2, a4\n"          \
  "3: sb a2, 0(a0)\n"    \
  "add a0, a0, t0\n"

#define MOTE_OUTPUTS(channel, multiplier, offset, shift, a, b, c, d) \
  "lw a0, 52(sp)\n"                                                  \
  "lw a6, " multiplier                                               \
  "(a1)\n"                                                           \
  "lw a7, " offset                                                   \
  "(a1)\n"                                                           \
  "lb t2, " shift                                                    \
  "(a1)\n"                                                           \
  "addi a0, a0, " channel "\n" MOTE_OUTPUT(a) MOTE_OUTPUT(b) MOTE_OUTPUT(c) MOTE_OUTPUT(d)

// columns: for each value those of four columns side by side, int8.
__attribute__((naked, noinline)) inline void multiply_blocks(const ProductJob* /*job, a0*/) {
  __asm__ volatile(
      "addi sp, sp, -64\n"
      "sw ra, 0(sp)\n"
      "sw s0, 4(sp)\n"
      "sw s1, 8(sp)\n"
      "sw s2, 12(sp)\n"
      "sw s3, 16(sp)\n"
      "sw s4, 20(sp)\n"
      "sw s5, 24(sp)\n"
      "sw s6, 28(sp)\n"
      "sw s7, 32(sp)\n"
      "sw s8, 36(sp)\n"
      "sw s9, 40(sp)\n"
      "sw s10, 44(sp)\n"
      "sw s11, 48(sp)\n"
      "mv t1, a0\n"
      "lw a1, 8(t1)\n"
      "lw a2, 12(t1)\n"
      "sw a2, 52(sp)\n"  // the output
      "lw a2, 16(t1)\n"
      "sw a2, 56(sp)\n"  // the groups to come
      "1:\n"
      MOTE_BIASES("0", "s0", "s1", "s2", "s3")
      MOTE_BIASES("4", "s4", "s5", "s6", "s7")
      MOTE_BIASES("8", "s8", "s9", "s10", "s11")
      MOTE_BIASES("12", "t3", "t4", "t5", "t6")
      "addi a1, a1, 16\n"
      "lw a0, 0(t1)\n"
      "lw t0, 4(t1)\n"
      "2:\n"
      MOTE_ADD_BLOCK("0", "1", "2", "3")
      MOTE_ADD_BLOCK("4", "5", "6", "7")
      MOTE_ADD_BLOCK("8", "9", "10", "11")
      MOTE_ADD_BLOCK("12", "13", "14", "15")
      "addi a0, a0, 16\n"
      "addi a1, a1, 16\n"
      "bne a0, t0, 2b\n"
      "lw t0, 20(t1)\n"
      "lw ra, 28(t1)\n"
      "lw a5, 32(t1)\n"
      "lw a4, 36(t1)\n"
      MOTE_OUTPUTS("0", "0", "16", "32", "s0", "s1", "s2", "s3")
      MOTE_OUTPUTS("1", "4", "20", "33", "s4", "s5", "s6", "s7")
      MOTE_OUTPUTS("2", "8", "24", "34", "s8", "s9", "s10", "s11")
      MOTE_OUTPUTS("3", "12", "28", "35", "t3", "t4", "t5", "t6")
      "addi a1, a1, 36\n"
      "lw a0, 52(sp)\n"
      "lw a2, 56(sp)\n"
      "addi a0, a0, 4\n"
      "addi a2, a2, -1\n"
      "sw a0, 52(sp)\n"
      "sw a2, 56(sp)\n"
      "bnez a2, 1b\n"
      "lw ra, 0(sp)\n"
      "lw s0, 4(sp)\n"
      "lw s1, 8(sp)\n"
      "lw s2, 12(sp)\n"
      "lw s3, 16(sp)\n"
      "lw s4, 20(sp)\n"
      "lw s5, 24(sp)\n"
      "lw s6, 28(sp)\n"
      "lw s7, 32(sp)\n"
      "lw s8, 36(sp)\n"
      "lw s9, 40(sp)\n"
      "lw s10, 44(sp)\n"
      "lw s11, 48(sp)\n"
      "addi sp, sp, 64\n"
      "ret\n");
}
#undef MOTE_OUTPUTS
#undef MOTE_OUTPUT
#undef MOTE_BIASES
#undef MOTE_ADD_BLOCK
#undef MOTE_ADD_ROW
#undef MOTE_ADD

#else

inline void multiply_blocks(const ProductJob* job) {
  const int8_t* stream = static_cast<const int8_t*>(job->stream);
  int8_t* output = job->output;
  for (int32_t group = 0; group < job->groups; ++group, stream += 36, output += 4) {
    int32_t sums[4][4];
    for (int32_t i = 0; i < 16; ++i) sums[i / 4][i % 4] = load_int32(stream + i / 4 * 4);
    stream += 16;
    for (const int8_t* column = static_cast<const int8_t*>(job->columns); column != job->columns_end; column += 4) {
      for (int32_t i = 0; i < 16; ++i) sums[i / 4][i % 4] += stream[i / 4] * column[i % 4];
      stream += 4;
    }
    for (int32_t i = 0; i < 16; ++i) {
      const int32_t channel = i / 4, multiplier = load_int32(stream + 4 * channel);
      output[channel + i % 4 * job->pitch] = job_output(*job, sums[channel][i % 4], multiplier,
                                                        load_int32(stream + 16 + 4 * channel), stream[32 + channel]);
    }
  }
}

#endif

// The outputs of `channels` channels at four columns of `values` values.
template <class Layer>
inline void multiply_four_columns(const Layer& layer, const int8_t* columns, int32_t values, int32_t channels,
                                  int32_t pitch, int8_t* output) {
  ProductJob job = product_job(layer, columns, columns + 4 * values);
  job.output = output, job.groups = channels / 4, job.pitch = pitch;
  if (job.groups > 0) multiply_blocks(&job);
  if (channels % 4 == 0) return;
  int8_t rest[16];
  job.stream = static_cast<const int8_t*>(job.stream) + channels / 4 * (52 + 4 * values);
  job.output = rest, job.groups = 1, job.pitch = 4;
  multiply_blocks(&job);
  output += channels / 4 * 4;
  for (int32_t i = 0; i < 4; ++i, output += pitch)
    for (int32_t c = 0; c < channels % 4; ++c) output[c] = rest[4 * i + c];
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_BASE_DEVICE_BLOCK_PRODUCT_H_
