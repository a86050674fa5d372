// Products of a column of words with the weights of eight output channels, at sixteen positions, for Armv6-M: four sums
// in low registers, four in high ones. The weights are unsigned (plus 2^11), because only those are loaded with an
// offset in one instruction.
#ifndef MOTE_BASE_DEVICE_TILE_PRODUCT_H_
#define MOTE_BASE_DEVICE_TILE_PRODUCT_H_

#include <stdint.h>

namespace mote {
namespace device {

// values: at each position as many words; weights: for each of them eight of uint16; position_bytes: of the values, a
// multiple of 16. sums: at each position those of eight channels.
#if defined(__thumb__) && !defined(__thumb2__)

#define MOTE_ADD(place, instruction, sum) \
  "ldrh r1, [r2, #" place                 \
  "]\n"                                   \
  "muls r1, r0, r1\n" instruction " " sum ", r1\n"

// 25 instructions for 8 products.
#define MOTE_ADD_EIGHT(value, a, b, c, d, e, f, g, h)                                                        \
  "ldr r0, [r3, #" value "]\n" MOTE_ADD(a, "adds", "r4") MOTE_ADD(b, "adds", "r5") MOTE_ADD(c, "adds", "r6") \
      MOTE_ADD(d, "adds", "r7") MOTE_ADD(e, "add", "r8") MOTE_ADD(f, "add", "r9") MOTE_ADD(g, "add", "r10")  \
          MOTE_ADD(h, "add", "r11")

__attribute__((naked, noinline)) inline void multiply_tile(const int32_t* /*values, r0*/,
                                                           const uint16_t* /*weights, r1*/,
                                                           int32_t /*position_bytes, r2*/, int32_t* /*sums, r3*/) {
  __asm__ volatile(
      ".syntax unified\n"
      "push {r4-r7, lr}\n"
      "mov r4, r8\n"
      "mov r5, r9\n"
      "mov r6, r10\n"
      "mov r7, r11\n"
      "push {r4-r7}\n"
      "movs r4, #128\n"
      "lsls r4, r4, #2\n"
      "adds r4, r4, r3\n"
      "push {r3, r4}\n"  // the sums, and their end
      "mov lr, r2\n"
      "mov r12, r0\n"
      "mov r3, r0\n"
      "mov r2, r1\n"
      "1:\n"
      "add r12, lr\n"
      "movs r4, #0\n"
      "movs r5, #0\n"
      "movs r6, #0\n"
      "movs r7, #0\n"
      "mov r8, r4\n"
      "mov r9, r4\n"
      "mov r10, r4\n"
      "mov r11, r4\n"
      "2:\n"
      MOTE_ADD_EIGHT("0", "0", "2", "4", "6", "8", "10", "12", "14")
      MOTE_ADD_EIGHT("4", "16", "18", "20", "22", "24", "26", "28", "30")
      MOTE_ADD_EIGHT("8", "32", "34", "36", "38", "40", "42", "44", "46")
      MOTE_ADD_EIGHT("12", "48", "50", "52", "54", "56", "58", "60", "62")
      "adds r2, #64\n"
      "adds r3, #16\n"
      "cmp r3, r12\n"
      "bne 2b\n"
      "ldr r0, [sp]\n"
      "stmia r0!, {r4-r7}\n"
      "mov r4, r8\n"
      "mov r5, r9\n"
      "mov r6, r10\n"
      "mov r7, r11\n"
      "stmia r0!, {r4-r7}\n"
      "str r0, [sp]\n"
      "ldr r1, [sp, #4]\n"
      "cmp r0, r1\n"
      "beq 3f\n"
      "b 1b\n"
      "3:\n"
      "add sp, #8\n"
      "pop {r4-r7}\n"
      "mov r8, r4\n"
      "mov r9, r5\n"
      "mov r10, r6\n"
      "mov r11, r7\n"
      "pop {r4-r7, pc}\n");
}
#undef MOTE_ADD_EIGHT
#undef MOTE_ADD

#else

inline void multiply_tile(const int32_t* values, const uint16_t* weights, int32_t position_bytes, int32_t* sums) {
  for (const int32_t* end = sums + 16 * 8; sums != end; sums += 8) {
    for (int32_t c = 0; c < 8; ++c) sums[c] = 0;
    for (int32_t i = 0; i < position_bytes / 4; ++i, ++values) {
      for (int32_t c = 0; c < 8; ++c) sums[c] += *weights++ * *values;
    }
  }
}

#endif

}  // namespace device
}  // namespace mote

#endif  // MOTE_BASE_DEVICE_TILE_PRODUCT_H_
