// The product of one column of int8 with the weights of eight output channels at a time, for Helium; in assembly,
// elsewhere plain C++ with the same results. The weights are a stream as in base/device/helium_product.h, in blocks of
// eight channels: first the even ones, then the odd ones.
#ifndef MOTE_BASE_DEVICE_HELIUM_COLUMN_H_
#define MOTE_BASE_DEVICE_HELIUM_COLUMN_H_

#include "base/device/helium_product.h"

namespace mote {
namespace device {

#if defined(__ARM_FEATURE_MVE)

#define MOTE_HELIUM_TWO_CHANNELS(first, second) \
  "vldrw.32 q1, [r5], #16\n"                    \
  "vmladava.s8 " #first                         \
  ", q0, q1\n"                                  \
  "vldrw.32 q2, [r5], #16\n"                    \
  "vmladava.s8 " #second ", q0, q2\n"

template <int32_t unroll, int32_t rounding, bool clamps, class Layer>
inline void helium_multiply_column(const Layer& layer, const int8_t* column, int32_t bytes, int8_t* output_start) {
  MOTE_HELIUM_REGISTER(int32_t, channels, "r0", layer.outputs);
  MOTE_HELIUM_REGISTER(const int8_t*, values, "r1", column);
  MOTE_HELIUM_REGISTER(int32_t, zero_point, "r2", layer.output_zero_point);
  MOTE_HELIUM_REGISTER(int8_t*, output, "r3", output_start);
  MOTE_HELIUM_REGISTER(int32_t, low, "r4", layer.output_min);
  MOTE_HELIUM_REGISTER(const int8_t*, stream, "r5", layer.weights);
  MOTE_HELIUM_REGISTER(int32_t, high, "r6", layer.output_max);
  MOTE_HELIUM_REGISTER(const int8_t*, end, "r9", column + bytes);
  MOTE_HELIUM_REGISTER(const int8_t*, begin, "r11", column);
  __asm__ volatile(
      "push {r7}\n"
      "vdup.16 q6, r2\n"
      ".if %c[clamps]\n"
      "vdup.16 q5, r4\n"
      "vdup.16 q4, r6\n"
      ".endif\n"
      "mov r7, r0\n"
      "1: ldm r5!, {r0, r2, r4, r6}\n"
      "ldm r5!, {r8, r10, r12, lr}\n"
      "2:\n"
      ".rept %c[unroll]\n"
      "vldrb.8 q0, [r1], #16\n"
      MOTE_HELIUM_TWO_CHANNELS(r0, r2)
      MOTE_HELIUM_TWO_CHANNELS(r4, r6)
      MOTE_HELIUM_TWO_CHANNELS(r8, r10)
      MOTE_HELIUM_TWO_CHANNELS(r12, lr)
      ".endr\n"
      "cmp r1, r9\n"
      "bne 2b\n"
      "mov r1, r11\n"
      "vmov q0[2], q0[0], r0, r4\n"
      "vmov q0[3], q0[1], r2, r6\n"
      "vmov q1[2], q1[0], r8, r12\n"
      "vmov q1[3], q1[1], r10, lr\n"
      "vldrw.32 q2, [r5], #16\n"
      "vldrb.s32 q3, [r5, #16]\n"
      MOTE_HELIUM_MULTIPLY(q0)
      MOTE_HELIUM_SHIFT(q0)
      "vldrw.32 q2, [r5], #20\n"
      "vldrb.s32 q3, [r5], #4\n"
      MOTE_HELIUM_MULTIPLY(q1)
      MOTE_HELIUM_SHIFT(q1)
      MOTE_HELIUM_NARROW
      "vctp.16 r7\n"
      "vpst\n"
      "vstrbt.16 q0, [r3], #8\n"
      "subs r7, r7, #8\n"
      "bgt 1b\n"
      "pop {r7}\n"
      : "+r"(channels), "+r"(values), "+r"(zero_point), "+r"(begin), "+r"(low), "+r"(stream), "+r"(high), "+r"(end),
        "+r"(output)
      : [unroll] "i"(unroll), [rounding] "i"(rounding), [clamps] "i"(clamps)
      : "r8", "r10", "r12", "lr", MOTE_HELIUM_CLOBBERS);
}

template <int32_t unroll, int32_t rounding, class Layer>
inline void helium_multiply_column(const Layer& layer, const int8_t* column, int32_t bytes, int8_t* output) {
  const bool clamps = layer.output_min > -128 || layer.output_max < 127;
  if (clamps) return helium_multiply_column<unroll, rounding, true>(layer, column, bytes, output);
  helium_multiply_column<unroll, rounding, false>(layer, column, bytes, output);
}

template <int32_t unroll, class Layer>
inline void helium_multiply_column(const Layer& layer, const int8_t* column, int32_t bytes, int8_t* output) {
  if (helium_rounding(layer) == helium_rounds_up) {
    return helium_multiply_column<unroll, 0>(layer, column, bytes, output);
  }
  if (helium_rounding(layer) == helium_rounds_away) {
    return helium_multiply_column<unroll, 1>(layer, column, bytes, output);
  }
  helium_multiply_column<unroll, 2>(layer, column, bytes, output);
}

// All outputs of the layer for one column of `bytes` values, a constant of the layer and a multiple of 16.
template <class Layer>
inline void helium_multiply_column(const Layer& layer, const int8_t* column, int32_t bytes, int8_t* output) {
  if (bytes % 128 == 0) return helium_multiply_column<8>(layer, column, bytes, output);
  if (bytes % 64 == 0) return helium_multiply_column<4>(layer, column, bytes, output);
  if (bytes % 32 == 0) return helium_multiply_column<2>(layer, column, bytes, output);
  helium_multiply_column<1>(layer, column, bytes, output);
}

#else

template <class Layer>
inline void helium_multiply_column(const Layer& layer, const int8_t* column, int32_t bytes, int8_t* output) {
  const int32_t block = 8;
  const int8_t* stream = layer.weights;
  for (int32_t channel = 0; channel < layer.outputs; channel += block, stream += block * (bytes + 9)) {
    for (int32_t i = 0; i < minimum(layer.outputs - channel, block); ++i) {
      output[channel + i] =
          helium_product(layer, stream, block, i / 2 + i % 2 * 4, column, {column, column, bytes, 1, 0, 1, 0, 0});
    }
  }
}

#endif

}  // namespace device
}  // namespace mote

#endif  // MOTE_BASE_DEVICE_HELIUM_COLUMN_H_
