// Eight sums to eight outputs, for Armv6-M, which has no long multiplication. A stream holds of the eight channels:
// bytes of shifts to the right; multipliers; 1/2 and the output's zero point, before the shift.
#ifndef MOTE_BASE_DEVICE_EIGHT_OUTPUTS_H_
#define MOTE_BASE_DEVICE_EIGHT_OUTPUTS_H_

#include "base/device/memory.h"
#include "base/device/product_job.h"

namespace mote {
namespace device {

#if defined(__thumb__) && !defined(__thumb2__)

// The product of 16-bit pieces of pieces::rounding_doubling_high_multiply(), then requantize_small().
// r0: output, r2: stream, r8: threshold, r9: 2^15, r10: output_max, r11: output_min.
#define MOTE_OUTPUT_OF_EIGHT(channel, sum, left, low, high, offset) \
  "ldr r4, [sp, #" sum                                              \
  "]\n"                                                             \
  "mov r5, r11\n"                                                   \
  "cmp r4, r8\n"                                                    \
  "ble 3f\n"                                                        \
  "ldrh r6, [r2, #" low                                             \
  "]\n"                                                             \
  "ldrh r7, [r2, #" high                                            \
  "]\n"                                                             \
  "ldrb r1, [r2, #" left                                            \
  "]\n"                                                             \
  "lsls r4, r4, r1\n"                                               \
  "asrs r5, r4, #16\n"                                              \
  "uxth r4, r4\n"                                                   \
  "movs r1, r4\n"                                                   \
  "muls r1, r6, r1\n"                                               \
  "lsrs r1, r1, #16\n"                                              \
  "muls r6, r5, r6\n"                                               \
  "adds r1, r1, r6\n"                                               \
  "add r1, r9\n"                                                    \
  "muls r4, r7, r4\n"                                               \
  "uxth r6, r1\n"                                                   \
  "adds r4, r4, r6\n"                                               \
  "asrs r1, r1, #16\n"                                              \
  "asrs r4, r4, #16\n"                                              \
  "muls r5, r7, r5\n"                                               \
  "adds r5, r5, r1\n"                                               \
  "adds r5, r5, r4\n"                                               \
  "asrs r1, r5, #31\n"                                              \
  "adds r5, r5, r1\n"                                               \
  "ldr r1, [r2, #" offset                                           \
  "]\n"                                                             \
  "adds r5, r5, r1\n"                                               \
  "ldrb r1, [r2, #" channel                                         \
  "]\n"                                                             \
  "asrs r5, r5, r1\n"                                               \
  "cmp r5, r10\n"                                                   \
  "ble 4f\n"                                                        \
  "mov r5, r10\n"                                                   \
  "4: cmp r5, r11\n"                                                \
  "bge 3f\n"                                                        \
  "mov r5, r11\n"                                                   \
  "3: strb r5, [r0, #" channel "]\n"

// r0: output, r2: stream, r3: job; the sums stand at sp. Changes r1 and r4 to r11.
#define MOTE_EIGHT_OUTPUTS                                                                                         \
  "ldr r1, [r3, #28]\n"                                                                                            \
  "mov r8, r1\n"                                                                                                   \
  "movs r1, #128\n"                                                                                                \
  "lsls r1, r1, #8\n"                                                                                              \
  "mov r9, r1\n"                                                                                                   \
  "ldr r1, [r3, #36]\n"                                                                                            \
  "mov r10, r1\n"                                                                                                  \
  "ldr r1, [r3, #32]\n"                                                                                            \
  "mov r11, r1\n" MOTE_OUTPUT_OF_EIGHT("0", "0", "8", "16", "18", "48")                                            \
      MOTE_OUTPUT_OF_EIGHT("1", "4", "9", "20", "22", "52") MOTE_OUTPUT_OF_EIGHT("2", "8", "10", "24", "26", "56") \
          MOTE_OUTPUT_OF_EIGHT("3", "12", "11", "28", "30", "60")                                                  \
              MOTE_OUTPUT_OF_EIGHT("4", "16", "12", "32", "34", "64")                                              \
                  MOTE_OUTPUT_OF_EIGHT("5", "20", "13", "36", "38", "68")                                          \
                      MOTE_OUTPUT_OF_EIGHT("6", "24", "14", "40", "42", "72")                                      \
                          MOTE_OUTPUT_OF_EIGHT("7", "28", "15", "44", "46", "76")

// Of the job only the limits of outputs are read.
__attribute__((naked, noinline)) inline void put_eight_outputs(const int32_t* /*sums, r0*/, const void* /*stream, r1*/,
                                                               int8_t* /*output, r2*/, const ProductJob* /*job, r3*/) {
  __asm__ volatile(
      ".syntax unified\n"
      "push {r4-r7, lr}\n"
      "mov r4, r8\n"
      "mov r5, r9\n"
      "mov r6, r10\n"
      "mov r7, r11\n"
      "push {r4-r7}\n"
      "sub sp, #32\n"
      "mov r12, r2\n"
      "mov r2, sp\n"
      "ldmia r0!, {r4-r7}\n"
      "stmia r2!, {r4-r7}\n"
      "ldmia r0!, {r4-r7}\n"
      "stmia r2!, {r4-r7}\n"
      "mov r0, r12\n"
      "mov r2, r1\n" MOTE_EIGHT_OUTPUTS
      "add sp, #32\n"
      "pop {r4-r7}\n"
      "mov r8, r4\n"
      "mov r9, r5\n"
      "mov r10, r6\n"
      "mov r11, r7\n"
      "pop {r4-r7, pc}\n");
}

#else

inline void put_eight_outputs(const int32_t* sums, const void* stream, int8_t* output, const ProductJob* job) {
  const uint8_t* shifts = static_cast<const uint8_t*>(stream);
  for (int32_t c = 0; c < 8; ++c) {
    output[c] = job_output(*job, sums[c], load_int32(shifts + 16 + 4 * c), load_int32(shifts + 48 + 4 * c), shifts[c],
                           shifts[8 + c] - 1);
  }
}

#endif

}  // namespace device
}  // namespace mote

#endif  // MOTE_BASE_DEVICE_EIGHT_OUTPUTS_H_
