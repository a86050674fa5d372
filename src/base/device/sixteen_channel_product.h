// The product of one column with the weights of sixteen output channels, for cores with registers for the sixteen sums.
//
// The weights are a stream that is read once for a column. It holds for each sixteen channels, a group: the biases;
// sixteen weights for each value of the column, which is filled up to a multiple of four; sixteen multipliers; sixteen
// times 1/2 and the output's zero point, before the shift; sixteen bytes of shifts to the right.
#ifndef MOTE_BASE_DEVICE_SIXTEEN_CHANNEL_PRODUCT_H_
#define MOTE_BASE_DEVICE_SIXTEEN_CHANNEL_PRODUCT_H_

#include "base/device/memory.h"
#include "base/device/product_job.h"

namespace mote {
namespace device {

#if defined(__riscv) && __riscv_xlen == 32 && !defined(__riscv_32e)

#define MOTE_ADD(weight, sum) \
  "lb a6, " weight            \
  "(a1)\n"                    \
  "mul a7, a2, a6\n"          \
  "add " sum ", " sum ", a7\n"

// 49 instructions for 16 products.
#define MOTE_ADD_SIXTEEN(value)                                                                                    \
  "lb a2, " value "(a0)\n" MOTE_ADD("16*" value "+0", "s0") MOTE_ADD("16*" value "+1", "s1")                       \
      MOTE_ADD("16*" value "+2", "s2") MOTE_ADD("16*" value "+3", "s3") MOTE_ADD("16*" value "+4", "s4")           \
          MOTE_ADD("16*" value "+5", "s5") MOTE_ADD("16*" value "+6", "s6") MOTE_ADD("16*" value "+7", "s7")       \
              MOTE_ADD("16*" value "+8", "s8") MOTE_ADD("16*" value "+9", "s9") MOTE_ADD("16*" value "+10", "s10") \
                  MOTE_ADD("16*" value "+11", "s11") MOTE_ADD("16*" value "+12", "t3")                             \
                      MOTE_ADD("16*" value "+13", "t4") MOTE_ADD("16*" value "+14", "t5")                          \
                          MOTE_ADD("16*" value "+15", "t6")

// ra: threshold, a4: output_max, a5: output_min, a0: output.
#define MOTE_OUTPUT(channel, sum) \
  "mv a2, a5\n"                   \
  "bge ra, " sum                  \
  ", 3f\n"                        \
  "lw a6, 4*" channel             \
  "(a1)\n"                        \
  "lw a7, 64+4*" channel          \
  "(a1)\n"                        \
  "lb t2, 128+" channel           \
  "(a1)\n"                        \
  "slli " sum ", " sum            \
  ", 1\n"                         \
  "mulh a3, " sum                 \
  ", a6\n"                        \
  "mul a2, " sum                  \
  ", a6\n"                        \
  "srli a2, a2, 31\n"             \
  "add a3, a3, a2\n"              \
  "srai a2, a3, 31\n"             \
  "add a2, a2, a7\n"              \
  "add a2, a2, a3\n"              \
  "sra a2, a2, t2\n"              \
  "bge a2, a5, 4f\n"              \
  "mv a2, a5\n"                   \
  "4: bge a4, a2, 3f\n"           \
  "mv a2, a4\n"                   \
  "3: sb a2, " channel "(a0)\n"

// column: int8.
__attribute__((naked, noinline)) inline void multiply_column_by_sixteen(const ProductJob* /*job, a0*/) {
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
      "lw s0, 0(a1)\n"
      "lw s1, 4(a1)\n"
      "lw s2, 8(a1)\n"
      "lw s3, 12(a1)\n"
      "lw s4, 16(a1)\n"
      "lw s5, 20(a1)\n"
      "lw s6, 24(a1)\n"
      "lw s7, 28(a1)\n"
      "lw s8, 32(a1)\n"
      "lw s9, 36(a1)\n"
      "lw s10, 40(a1)\n"
      "lw s11, 44(a1)\n"
      "lw t3, 48(a1)\n"
      "lw t4, 52(a1)\n"
      "lw t5, 56(a1)\n"
      "lw t6, 60(a1)\n"
      "addi a1, a1, 64\n"
      "lw a0, 0(t1)\n"
      "lw t0, 4(t1)\n"
      "2:\n"
      MOTE_ADD_SIXTEEN("0")
      MOTE_ADD_SIXTEEN("1")
      MOTE_ADD_SIXTEEN("2")
      MOTE_ADD_SIXTEEN("3")
      "addi a0, a0, 4\n"
      "addi a1, a1, 64\n"
      "bne a0, t0, 2b\n"
      "lw a0, 52(sp)\n"
      "lw ra, 28(t1)\n"
      "lw a5, 32(t1)\n"
      "lw a4, 36(t1)\n"
      MOTE_OUTPUT("0", "s0") MOTE_OUTPUT("1", "s1") MOTE_OUTPUT("2", "s2") MOTE_OUTPUT("3", "s3")
      MOTE_OUTPUT("4", "s4") MOTE_OUTPUT("5", "s5") MOTE_OUTPUT("6", "s6") MOTE_OUTPUT("7", "s7")
      MOTE_OUTPUT("8", "s8") MOTE_OUTPUT("9", "s9") MOTE_OUTPUT("10", "s10") MOTE_OUTPUT("11", "s11")
      MOTE_OUTPUT("12", "t3") MOTE_OUTPUT("13", "t4") MOTE_OUTPUT("14", "t5") MOTE_OUTPUT("15", "t6")
      "addi a1, a1, 144\n"
      "lw a2, 56(sp)\n"
      "addi a0, a0, 16\n"
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
#undef MOTE_OUTPUT
#undef MOTE_ADD_SIXTEEN
#undef MOTE_ADD

#else

inline void multiply_column_by_sixteen(const ProductJob* job) {
  const int8_t* stream = static_cast<const int8_t*>(job->stream);
  int8_t* output = job->output;
  for (int32_t group = 0; group < job->groups; ++group, stream += 144, output += 16) {
    int32_t sums[16];
    for (int32_t c = 0; c < 16; ++c) sums[c] = load_int32(stream + 4 * c);
    stream += 64;
    for (const int8_t* column = static_cast<const int8_t*>(job->columns); column != job->columns_end; ++column) {
      for (int32_t c = 0; c < 16; ++c) sums[c] += *stream++ * *column;
    }
    for (int32_t c = 0; c < 16; ++c) {
      output[c] =
          job_output(*job, sums[c], load_int32(stream + 4 * c), load_int32(stream + 64 + 4 * c), stream[128 + c]);
    }
  }
}

#endif

// The outputs of `channels` channels at one column of `values` values.
template <class Layer>
inline void multiply_signed_column(const Layer& layer, const int8_t* column, int32_t values, int32_t channels,
                                   int8_t* output) {
  ProductJob job = product_job(layer, column, column + values);
  job.output = output, job.groups = channels / 16;
  if (job.groups > 0) multiply_column_by_sixteen(&job);
  if (channels % 16 == 0) return;
  int8_t rest[16];
  job.stream = static_cast<const int8_t*>(job.stream) + channels / 16 * (208 + 16 * values);
  job.output = rest, job.groups = 1;
  multiply_column_by_sixteen(&job);
  for (int32_t c = 0; c < channels % 16; ++c) output[channels / 16 * 16 + c] = rest[c];
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_BASE_DEVICE_SIXTEEN_CHANNEL_PRODUCT_H_
