// A line of outputs of a window that slides over unsigned values (plus 128), for Armv6-M: four outputs at a time share
// each load of a weight.
//
// The weights are words: for each part of the window's lines, three weights, and then how far it is to the values of
// the next part. Values are read for a whole number of four outputs.
#ifndef MOTE_BASE_DEVICE_LINE_PRODUCT_H_
#define MOTE_BASE_DEVICE_LINE_PRODUCT_H_

#include "base/device/product_job.h"

namespace mote {
namespace device {

// The order of the fields is known to the assembly.
struct LineJob {
  const uint8_t* values;
  const int32_t *weights, *weights_end;
  int32_t bias;
  int8_t *output, *output_end;  // the end is a whole number of steps from the first
  int32_t output_step;
  int32_t threshold;  // sums up to this have the output output_min
  int32_t output_min, output_max;
  ChannelFactor factor;
};

#if defined(__thumb__) && !defined(__thumb2__)

#define MOTE_ADD(place, sum) \
  "ldrb r1, [r0, #" place    \
  "]\n"                      \
  "muls r1, r2, r1\n"        \
  "adds " sum ", " sum ", r1\n"

// 13 instructions for 4 products.
#define MOTE_ADD_FOUR(a, b, c, d) \
  "ldmia r3!, {r2}\n" MOTE_ADD(a, "r4") MOTE_ADD(b, "r5") MOTE_ADD(c, "r6") MOTE_ADD(d, "r7")

// r0: output, r3: job, r8: threshold, r9: output_end, r10: output_max, r11: output_min.
#define MOTE_OUTPUT(sum) \
  "ldr r4, [sp, #" sum   \
  "]\n"                  \
  "mov r5, r11\n"        \
  "cmp r4, r8\n"         \
  "ble 3f\n"             \
  "ldrh r6, [r3, #40]\n" \
  "ldrh r7, [r3, #42]\n" \
  "lsls r4, r4, #1\n"    \
  "asrs r5, r4, #16\n"   \
  "uxth r4, r4\n"        \
  "movs r1, r4\n"        \
  "muls r1, r6, r1\n"    \
  "lsrs r1, r1, #16\n"   \
  "muls r6, r5, r6\n"    \
  "adds r1, r1, r6\n"    \
  "movs r6, #128\n"      \
  "lsls r6, r6, #8\n"    \
  "adds r1, r1, r6\n"    \
  "muls r4, r7, r4\n"    \
  "uxth r6, r1\n"        \
  "adds r4, r4, r6\n"    \
  "asrs r1, r1, #16\n"   \
  "asrs r4, r4, #16\n"   \
  "muls r5, r7, r5\n"    \
  "adds r5, r5, r1\n"    \
  "adds r5, r5, r4\n"    \
  "asrs r1, r5, #31\n"   \
  "adds r5, r5, r1\n"    \
  "ldr r1, [r3, #44]\n"  \
  "adds r5, r5, r1\n"    \
  "ldr r1, [r3, #48]\n"  \
  "asrs r5, r5, r1\n"    \
  "cmp r5, r10\n"        \
  "ble 4f\n"             \
  "mov r5, r10\n"        \
  "4: cmp r5, r11\n"     \
  "bge 3f\n"             \
  "mov r5, r11\n"        \
  "3: strb r5, [r0]\n"   \
  "add r0, r0, r2\n"     \
  "cmp r0, r9\n"

// stride: of the window, in values. a0 to c3: the places of the values of the three weights at the four outputs.
#define MOTE_MULTIPLY_LINE(stride, a0, a1, a2, a3, b0, b1, b2, b3, c0, c1, c2, c3) \
  __asm__ volatile(                                                                \
      ".syntax unified\n"                                                          \
      "push {r4-r7, lr}\n"                                                         \
      "mov r4, r8\n"                                                               \
      "mov r5, r9\n"                                                               \
      "mov r6, r10\n"                                                              \
      "mov r7, r11\n"                                                              \
      "push {r4-r7}\n"                                                             \
      "sub sp, #20\n"                                                              \
      "str r0, [sp, #16]\n"                                                        \
      "ldr r1, [r0]\n"                                                             \
      "mov lr, r1\n"                                                               \
      "ldr r1, [r0, #8]\n"                                                         \
      "mov r12, r1\n"                                                              \
      "ldr r1, [r0, #20]\n"                                                        \
      "mov r9, r1\n"                                                               \
      "ldr r1, [r0, #28]\n"                                                        \
      "mov r8, r1\n"                                                               \
      "ldr r1, [r0, #32]\n"                                                        \
      "mov r11, r1\n"                                                              \
      "ldr r1, [r0, #36]\n"                                                        \
      "mov r10, r1\n"                                                              \
      "1:\n"                                                                       \
      "ldr r3, [sp, #16]\n"                                                        \
      "ldr r4, [r3, #12]\n"                                                        \
      "movs r5, r4\n"                                                              \
      "movs r6, r4\n"                                                              \
      "movs r7, r4\n"                                                              \
      "ldr r3, [r3, #4]\n"                                                         \
      "mov r0, lr\n"                                                               \
      "2:\n"                                                                       \
      MOTE_ADD_FOUR(a0, a1, a2, a3)                                                \
      MOTE_ADD_FOUR(b0, b1, b2, b3)                                                \
      MOTE_ADD_FOUR(c0, c1, c2, c3)                                                \
      "ldmia r3!, {r2}\n"                                                          \
      "adds r0, r0, r2\n"                                                          \
      "cmp r3, r12\n"                                                              \
      "bne 2b\n"                                                                   \
      "mov r3, sp\n"                                                               \
      "stmia r3!, {r4-r7}\n"                                                       \
      "movs r0, #4*" stride "\n"                                                   \
      "add lr, r0\n"                                                               \
      "ldr r3, [sp, #16]\n"                                                        \
      "ldr r0, [r3, #16]\n"                                                        \
      "ldr r2, [r3, #24]\n"                                                        \
      MOTE_OUTPUT("0") "beq 6f\n"                                                  \
      MOTE_OUTPUT("4") "beq 6f\n"                                                  \
      MOTE_OUTPUT("8") "beq 6f\n"                                                  \
      MOTE_OUTPUT("12") "beq 6f\n"                                                 \
      "str r0, [r3, #16]\n"                                                        \
      "b 1b\n"                                                                     \
      "6:\n"                                                                       \
      "add sp, #20\n"                                                              \
      "pop {r4-r7}\n"                                                              \
      "mov r8, r4\n"                                                               \
      "mov r9, r5\n"                                                               \
      "mov r10, r6\n"                                                              \
      "mov r11, r7\n"                                                              \
      "pop {r4-r7, pc}\n")

// The job's output is where the last four begin, afterwards.
__attribute__((naked, noinline)) inline void multiply_line(LineJob* /*job, r0*/) {
  MOTE_MULTIPLY_LINE("1", "0", "1", "2", "3", "1", "2", "3", "4", "2", "3", "4", "5");
}

// The same for a stride of two.
__attribute__((naked, noinline)) inline void multiply_line_by_two(LineJob* /*job, r0*/) {
  MOTE_MULTIPLY_LINE("2", "0", "2", "4", "6", "1", "3", "5", "7", "2", "4", "6", "8");
}
#undef MOTE_MULTIPLY_LINE
#undef MOTE_OUTPUT
#undef MOTE_ADD_FOUR
#undef MOTE_ADD

#else

inline void multiply_line_of_stride(LineJob* job, int32_t stride) {
  const ProductJob limits = {nullptr, nullptr, nullptr,        nullptr,         0,
                             0,       0,       job->threshold, job->output_min, job->output_max};
  for (const uint8_t* place = job->values; job->output != job->output_end; place += stride) {
    const uint8_t* values = place;
    int32_t sum = job->bias;
    for (const int32_t* weights = job->weights; weights != job->weights_end; weights += 4) {
      for (int32_t i = 0; i < 3; ++i) sum += values[i] * weights[i];
      values += weights[3];
    }
    *job->output = job_output(limits, sum, job->factor.multiplier, job->factor.offset, job->factor.right_shift);
    job->output += job->output_step;
  }
}

inline void multiply_line(LineJob* job) { multiply_line_of_stride(job, 1); }
inline void multiply_line_by_two(LineJob* job) { multiply_line_of_stride(job, 2); }

#endif

}  // namespace device
}  // namespace mote

#endif  // MOTE_BASE_DEVICE_LINE_PRODUCT_H_
