// Products of columns of int8 with the weights of several output channels, for Helium: vmladava multiplies sixteen
// values at a time and sums them in a register. In assembly, because compilers have no eight even registers to spare
// and GCC makes slow loops of intrinsics; elsewhere plain C++ with the same results, so that the host runs those
// kernels.
//
// The weights are a stream, filled up with 0 to whole steps of 16 values and whole blocks of 4 or 8 channels. A block
// holds the biases; for each step and channel 16 weights; the multipliers; and in bytes the shifts, to the left.
#ifndef MOTE_BASE_DEVICE_HELIUM_PRODUCT_H_
#define MOTE_BASE_DEVICE_HELIUM_PRODUCT_H_

#include "base/device/fixed_point.h"
#include "base/device/memory.h"

namespace mote {
namespace device {

// How sums become outputs. Ties below zero need care only where they are not clamped away.
enum HeliumRounding { helium_rounds_up, helium_rounds_away, helium_rounds_away_or_keeps };

template <class Layer>
constexpr HeliumRounding helium_rounding(const Layer& layer) {
  return layer.output_min >= layer.output_zero_point ? helium_rounds_up
         : layer.large_factors                       ? helium_rounds_away_or_keeps
                                                     : helium_rounds_away;
}

// Pairs of columns, each of `rows` stretches of `bytes` values, a multiple of 16, every `row_pitch` bytes; `step` bytes
// from one pair to the next. The outputs of a pair's second column are `pitch` behind those of its first.
struct HeliumColumns {
  const int8_t *first, *second;
  int32_t bytes, rows, row_pitch, pairs, step, pitch;
};

#if defined(__ARM_FEATURE_MVE)

// Scales the sums in `sums` by q2 and by 2^q3.
#define MOTE_HELIUM_MULTIPLY(sums) "vqrdmulh.s32 " #sums ", " #sums ", q2\n"
#define MOTE_HELIUM_SHIFT(sums) \
  ".if %c[rounding] == 1\n"     \
  "vshr.s32 q2, " #sums         \
  ", #31\n"                     \
  "vadd.i32 " #sums ", " #sums  \
  ", q2\n"                      \
  ".elseif %c[rounding] == 2\n" \
  "vand q2, q3, " #sums         \
  "\n"                          \
  "vshr.s32 q2, q2, #31\n"      \
  "vadd.i32 " #sums ", " #sums  \
  ", q2\n"                      \
  ".endif\n"                    \
  "vrshl.s32 " #sums ", " #sums ", q3\n"

// From q0 and q1 to bytes in the lanes of q0, lane by lane from each in turn.
#define MOTE_HELIUM_NARROW \
  "vqmovnb.s32 q0, q0\n"   \
  "vqmovnt.s32 q0, q1\n"   \
  "vqadd.s16 q0, q0, q6\n" \
  ".if %c[clamps]\n"       \
  "vmax.s16 q0, q0, q5\n"  \
  "vmin.s16 q0, q0, q4\n"  \
  ".else\n"                \
  "vqmovnb.s16 q0, q0\n"   \
  ".endif\n"

#define MOTE_HELIUM_CLOBBERS "q0", "q1", "q2", "q3", "q4", "q5", "q6", "q7", "cc", "memory"

// A step of 16 values, for four channels of both columns.
#define MOTE_HELIUM_STEPS     \
  ".rept %c[unroll]\n"        \
  "vldrb.8 q0, [r1], #16\n"   \
  "vldrb.8 q1, [r3], #16\n"   \
  "vldrw.32 q2, [r5], #16\n"  \
  "vmladava.s8 r0, q0, q2\n"  \
  "vmladava.s8 r8, q1, q2\n"  \
  "vldrw.32 q3, [r5], #16\n"  \
  "vmladava.s8 r2, q0, q3\n"  \
  "vmladava.s8 r10, q1, q3\n" \
  "vldrw.32 q2, [r5], #16\n"  \
  "vmladava.s8 r4, q0, q2\n"  \
  "vmladava.s8 r12, q1, q2\n" \
  "vldrw.32 q3, [r5], #16\n"  \
  "vmladava.s8 r6, q0, q3\n"  \
  "vmladava.s8 lr, q1, q3\n"  \
  ".endr\n"

// q4 to q6: the bounds and the zero point; q7: where the outputs of both columns go, channel by channel. On the stack,
// after the columns and the stream: from the end of this pair's outputs to those of the next, pairs left, the step.
#define MOTE_HELIUM_PAIRS_BEGIN               \
  "push {r0, r1, r3, r5, r7, r8, r10, r12}\n" \
  "vdup.16 q6, r2\n"                          \
  ".if %c[clamps]\n"                          \
  "vdup.16 q5, r4\n"                          \
  "vdup.16 q4, r6\n"                          \
  ".endif\n"                                  \
  "movs r2, #0\n"                             \
  "vidup.u16 q7, r2, #1\n"                    \
  "vshr.u16 q7, q7, #1\n"                     \
  "lsl r4, r8, #16\n"                         \
  "vdup.32 q0, r4\n"                          \
  "vadd.i16 q7, q7, q0\n"                     \
  "add r4, r8, #3\n"                          \
  "bic r4, r4, #3\n"                          \
  "rsb r8, r4, r8, lsl #1\n"                  \
  "str r8, [sp, #20]\n"

// Four channels of both columns, from their sums.
#define MOTE_HELIUM_STORE_PAIR                                                                       \
  "vmov q0[2], q0[0], r0, r4\n"                                                                      \
  "vmov q0[3], q0[1], r2, r6\n"                                                                      \
  "vmov q1[2], q1[0], r8, r12\n"                                                                     \
  "vmov q1[3], q1[1], r10, lr\n"                                                                     \
  "vldrw.32 q2, [r5], #16\n"                                                                         \
  "vldrb.s32 q3, [r5], #4\n" MOTE_HELIUM_MULTIPLY(q0) MOTE_HELIUM_MULTIPLY(q1) MOTE_HELIUM_SHIFT(q0) \
      MOTE_HELIUM_SHIFT(q1) MOTE_HELIUM_NARROW                                                       \
      "ldrd r1, r3, [sp, #4]\n"                                                                      \
      ".if %c[partial]\n"                                                                            \
      "vctp.32 r7\n"                                                                                 \
      "vpst\n"                                                                                       \
      "vstrbt.16 q0, [r11, q7]\n"                                                                    \
      ".else\n"                                                                                      \
      "vstrb.16 q0, [r11, q7]\n"                                                                     \
      ".endif\n"

#define MOTE_HELIUM_NEXT_PAIR \
  "ldrd r2, r4, [sp, #24]\n"  \
  "ldr r6, [sp, #20]\n"       \
  "ldr r5, [sp, #12]\n"       \
  "ldr r0, [sp]\n"            \
  "add r1, r1, r4\n"          \
  "add r3, r3, r4\n"          \
  ".if %c[rows] == 1\n"       \
  "add r9, r9, r4\n"          \
  ".endif\n"                  \
  "strd r1, r3, [sp, #4]\n"   \
  "add r11, r11, r6\n"        \
  "subs r2, r2, #1\n"         \
  "str r2, [sp, #24]\n"       \
  "bgt 1b\n"

// The registers of the assembly below. r7 may be the frame pointer, so it is saved there instead of being named.
#define MOTE_HELIUM_REGISTER(type, name, place, value) register type name __asm__(place) = value

template <int32_t unroll, int32_t rows, int32_t rounding, bool clamps, bool partial, class Layer>
inline void helium_multiply_pairs(const Layer& layer, const HeliumColumns& columns, int8_t* output_start) {
  MOTE_HELIUM_REGISTER(int32_t, channels, "r0", layer.output_channels);
  MOTE_HELIUM_REGISTER(const int8_t*, first, "r1", columns.first);
  MOTE_HELIUM_REGISTER(int32_t, zero_point, "r2", layer.output_zero_point);
  MOTE_HELIUM_REGISTER(const int8_t*, second, "r3", columns.second);
  MOTE_HELIUM_REGISTER(int32_t, low, "r4", layer.output_min);
  MOTE_HELIUM_REGISTER(const int8_t*, stream, "r5", layer.weights);
  MOTE_HELIUM_REGISTER(int32_t, high, "r6", layer.output_max);
  MOTE_HELIUM_REGISTER(int32_t, pitch, "r8", columns.pitch);
  // The end of the first column, or what is between two of its rows.
  MOTE_HELIUM_REGISTER(
      intptr_t, end, "r9",
      rows == 1 ? reinterpret_cast<intptr_t>(columns.first) + columns.bytes : columns.row_pitch - columns.bytes);
  MOTE_HELIUM_REGISTER(int32_t, pairs, "r10", columns.pairs);
  MOTE_HELIUM_REGISTER(int8_t*, output, "r11", output_start);
  MOTE_HELIUM_REGISTER(int32_t, step, "r12", columns.step);
  __asm__ volatile(
      MOTE_HELIUM_PAIRS_BEGIN
      "1: mov r7, r0\n"
      "2: ldm r5, {r8, r10, r12, lr}\n"
      "ldm r5!, {r0, r2, r4, r6}\n"
      "3:\n" MOTE_HELIUM_STEPS
      ".if %c[rows] == 1\n"
      "cmp r1, r9\n"
      "bne 3b\n"
      ".else\n"
      ".rept %c[rows] - 1\n"
      "add r1, r1, r9\n"
      "add r3, r3, r9\n" MOTE_HELIUM_STEPS
      ".endr\n"
      ".endif\n" MOTE_HELIUM_STORE_PAIR
      "adds r11, r11, #4\n"
      "subs r7, r7, #4\n"
      "bgt 2b\n" MOTE_HELIUM_NEXT_PAIR "pop {r0, r1, r3, r5, r7, r8, r10, r12}\n"
      : "+r"(channels), "+r"(first), "+r"(zero_point), "+r"(second), "+r"(low), "+r"(stream), "+r"(high), "+r"(pitch),
        "+r"(end), "+r"(pairs), "+r"(output), "+r"(step)
      : [unroll] "i"(unroll), [rows] "i"(rows), [rounding] "i"(rounding), [clamps] "i"(clamps), [partial] "i"(partial)
      : "lr", MOTE_HELIUM_CLOBBERS);
}

template <int32_t unroll, int32_t rows, int32_t rounding, class Layer>
inline void helium_multiply_pairs(const Layer& layer, const HeliumColumns& columns, int8_t* output) {
  const bool clamps = layer.output_min > -128 || layer.output_max < 127, partial = layer.output_channels % 4 != 0;
  if (clamps && partial) return helium_multiply_pairs<unroll, rows, rounding, true, true>(layer, columns, output);
  if (clamps) return helium_multiply_pairs<unroll, rows, rounding, true, false>(layer, columns, output);
  if (partial) return helium_multiply_pairs<unroll, rows, rounding, false, true>(layer, columns, output);
  helium_multiply_pairs<unroll, rows, rounding, false, false>(layer, columns, output);
}

template <int32_t unroll, int32_t rows, class Layer>
inline void helium_multiply_pairs(const Layer& layer, const HeliumColumns& columns, int8_t* output) {
  if (helium_rounding(layer) == helium_rounds_up) return helium_multiply_pairs<unroll, rows, 0>(layer, columns, output);
  if (helium_rounding(layer) == helium_rounds_away)
    return helium_multiply_pairs<unroll, rows, 1>(layer, columns, output);
  helium_multiply_pairs<unroll, rows, 2>(layer, columns, output);
}

// All output channels of each pair of columns. `columns.bytes` and `columns.rows` are constants of the layer.
template <class Layer>
inline void helium_multiply_columns(const Layer& layer, const HeliumColumns& columns, int8_t* output) {
  if (columns.rows == 3) {
    if (columns.bytes == 48) return helium_multiply_pairs<3, 3>(layer, columns, output);
    if (columns.bytes == 96) return helium_multiply_pairs<6, 3>(layer, columns, output);
    return helium_multiply_pairs<12, 3>(layer, columns, output);
  }
  if (columns.bytes % 64 == 0) return helium_multiply_pairs<4, 1>(layer, columns, output);
  if (columns.bytes % 48 == 0) return helium_multiply_pairs<3, 1>(layer, columns, output);
  if (columns.bytes % 32 == 0) return helium_multiply_pairs<2, 1>(layer, columns, output);
  helium_multiply_pairs<1, 1>(layer, columns, output);
}

#else

template <class Layer>
inline int8_t helium_output(const Layer& layer, int32_t sum, int32_t multiplier, int32_t shift) {
  return static_cast<int8_t>(clamp(multiply_by_quantized_multiplier(sum, multiplier, shift) + layer.output_zero_point,
                                   layer.output_min, layer.output_max));
}

// Channel `channel` of a block of `block` channels times one column.
template <class Layer>
inline int8_t helium_product(const Layer& layer, const int8_t* stream, int32_t block, int32_t channel,
                             const int8_t* column, const HeliumColumns& shape) {
  const int8_t* weights = stream + 4 * block;
  const int8_t* factors = weights + block * shape.bytes * shape.rows;
  int32_t sum = load_int32(stream + 4 * channel);
  for (int32_t row = 0; row < shape.rows; ++row, column += shape.row_pitch, weights += block * shape.bytes) {
    for (int32_t i = 0; i < shape.bytes; ++i) sum += column[i] * weights[(i / 16 * block + channel) * 16 + i % 16];
  }
  return helium_output(layer, sum, load_int32(factors + 4 * channel), factors[4 * block + channel]);
}

template <class Layer>
inline void helium_multiply_columns(const Layer& layer, HeliumColumns columns, int8_t* output) {
  const int32_t block_bytes = 4 * columns.bytes * columns.rows + 36;
  for (; columns.pairs > 0; --columns.pairs, output += 2 * layer.output_channels) {
    const int8_t* stream = layer.weights;
    for (int32_t channel = 0; channel < layer.output_channels; channel += 4, stream += block_bytes) {
      for (int32_t i = 0; i < minimum(layer.output_channels - channel, 4); ++i) {
        output[channel + i] = helium_product(layer, stream, 4, i, columns.first, columns);
        output[columns.pitch + channel + i] = helium_product(layer, stream, 4, i, columns.second, columns);
      }
    }
    columns.first += columns.step, columns.second += columns.step;
  }
}

#endif

}  // namespace device
}  // namespace mote

#endif  // MOTE_BASE_DEVICE_HELIUM_PRODUCT_H_
