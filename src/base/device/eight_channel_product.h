// The product of one column with the weights of eight output channels, for Armv6-M: four sums in low registers, four in
// high ones, which only take part in additions. Values and weights are unsigned (plus 128), because only those are
// loaded with an offset in one instruction; so 128 times the column's sum comes off.
//
// The weights are a stream that is read once for a column. It holds for each eight channels, a group: the biases for
// unsigned values of the last four, then of the first four; eight weights for each value of the column, which is filled
// up to a multiple of four with 0; eight bytes of shifts to the right; eight bytes of 1 + shifts to the left; eight
// multipliers; eight times 1/2 and the output's zero point, before the shift.
#ifndef MOTE_BASE_DEVICE_EIGHT_CHANNEL_PRODUCT_H_
#define MOTE_BASE_DEVICE_EIGHT_CHANNEL_PRODUCT_H_

#include "base/device/eight_outputs.h"
#include "base/device/memory.h"
#include "base/device/product_job.h"

namespace mote {
namespace device {

#if defined(__thumb__) && !defined(__thumb2__)

#define MOTE_ADD(place, instruction, sum) \
  "ldrb r1, [r2, #" place                 \
  "]\n"                                   \
  "muls r1, r0, r1\n" instruction " " sum ", " sum ", r1\n"

#define MOTE_ADD_HIGH(place, sum) \
  "ldrb r1, [r2, #" place         \
  "]\n"                           \
  "muls r1, r0, r1\n"             \
  "add " sum ", r1\n"

// 25 instructions for 8 products.
#define MOTE_ADD_EIGHT(value, a, b, c, d, e, f, g, h)                                                         \
  "ldrb r0, [r3, #" value "]\n" MOTE_ADD(a, "adds", "r4") MOTE_ADD(b, "adds", "r5") MOTE_ADD(c, "adds", "r6") \
      MOTE_ADD(d, "adds", "r7") MOTE_ADD_HIGH(e, "r8") MOTE_ADD_HIGH(f, "r9") MOTE_ADD_HIGH(g, "r10")         \
          MOTE_ADD_HIGH(h, "r11")

#define MOTE_BIASES      \
  "ldmia r2!, {r4-r7}\n" \
  "subs r4, r4, r0\n"    \
  "subs r5, r5, r0\n"    \
  "subs r6, r6, r0\n"    \
  "subs r7, r7, r0\n"

__attribute__((naked, noinline)) inline void multiply_column_by_eight(const ProductJob* /*job, r0*/) {
  __asm__ volatile(
      ".syntax unified\n"
      "push {r4-r7, lr}\n"
      "mov r4, r8\n"
      "mov r5, r9\n"
      "mov r6, r10\n"
      "mov r7, r11\n"
      "push {r4-r7}\n"
      "sub sp, #44\n"
      "str r0, [sp, #32]\n"
      "ldr r1, [r0, #12]\n"
      "str r1, [sp, #36]\n"  // the output
      "ldr r1, [r0, #16]\n"
      "str r1, [sp, #40]\n"  // the groups to come
      "ldr r2, [r0, #8]\n"
      "1:\n"
      "ldr r3, [sp, #32]\n"
      "ldr r0, [r3, #24]\n"
      "ldr r1, [r3, #4]\n"
      "mov r12, r1\n"
      "ldr r3, [r3]\n"
      MOTE_BIASES
      "mov r8, r4\n"
      "mov r9, r5\n"
      "mov r10, r6\n"
      "mov r11, r7\n"
      MOTE_BIASES
      "2:\n"
      MOTE_ADD_EIGHT("0", "0", "1", "2", "3", "4", "5", "6", "7")
      MOTE_ADD_EIGHT("1", "8", "9", "10", "11", "12", "13", "14", "15")
      MOTE_ADD_EIGHT("2", "16", "17", "18", "19", "20", "21", "22", "23")
      MOTE_ADD_EIGHT("3", "24", "25", "26", "27", "28", "29", "30", "31")
      "adds r2, #32\n"
      "adds r3, #4\n"
      "cmp r3, r12\n"
      "bne 2b\n"
      "mov r3, sp\n"
      "stmia r3!, {r4-r7}\n"
      "mov r4, r8\n"
      "mov r5, r9\n"
      "mov r6, r10\n"
      "mov r7, r11\n"
      "stmia r3!, {r4-r7}\n"
      "ldr r3, [sp, #32]\n"
      "ldr r0, [sp, #36]\n"
      MOTE_EIGHT_OUTPUTS
      "adds r0, #8\n"
      "str r0, [sp, #36]\n"
      "adds r2, #80\n"
      "ldr r3, [sp, #40]\n"
      "subs r3, r3, #1\n"
      "str r3, [sp, #40]\n"
      "beq 5f\n"
      "b 1b\n"
      "5:\n"
      "add sp, #44\n"
      "pop {r4-r7}\n"
      "mov r8, r4\n"
      "mov r9, r5\n"
      "mov r10, r6\n"
      "mov r11, r7\n"
      "pop {r4-r7, pc}\n");
}
#undef MOTE_BIASES
#undef MOTE_ADD_EIGHT
#undef MOTE_ADD_HIGH
#undef MOTE_ADD

#else

inline void multiply_column_by_eight(const ProductJob* job) {
  const uint8_t* stream = static_cast<const uint8_t*>(job->stream);
  int8_t* output = job->output;
  for (int32_t group = 0; group < job->groups; ++group, stream += 80, output += 8) {
    int32_t sums[8];
    for (int32_t c = 0; c < 8; ++c) sums[c] = load_int32(stream + (c + 4) % 8 * 4) - job->less;
    stream += 32;
    for (const uint8_t* column = static_cast<const uint8_t*>(job->columns); column != job->columns_end; ++column) {
      for (int32_t c = 0; c < 8; ++c) sums[c] += *stream++ * *column;
    }
    put_eight_outputs(sums, stream, output, job);
  }
}

#endif

// The outputs of `channels` channels at one column.
template <class Layer>
inline void multiply_unsigned_column(const Layer& layer, const uint8_t* column, int32_t values, int32_t column_sum,
                                     int32_t channels, int8_t* output) {
  ProductJob job = product_job(layer, column, column + values);
  job.output = output, job.groups = channels / 8, job.less = 128 * column_sum;
  if (job.groups > 0) multiply_column_by_eight(&job);
  if (channels % 8 == 0) return;
  int8_t rest[8];
  job.stream = static_cast<const uint8_t*>(job.stream) + channels / 8 * (112 + 8 * values);
  job.output = rest, job.groups = 1;
  multiply_column_by_eight(&job);
  for (int32_t c = 0; c < channels % 8; ++c) output[channels / 8 * 8 + c] = rest[c];
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_BASE_DEVICE_EIGHT_CHANNEL_PRODUCT_H_
