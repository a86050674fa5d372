// add on int8 with inputs of one shape, with Helium: eight elements at a time are looked up in the tables of
// kernel_int8_table.h and brought to the output's scale.
#ifndef MOTE_OPS_ADD_KERNEL_INT8_HELIUM_H_
#define MOTE_OPS_ADD_KERNEL_INT8_HELIUM_H_

#include "ops/add/kernel_int8_table.h"

namespace mote {
namespace device {

#if defined(__ARM_FEATURE_MVE)

// Even elements of an input in one register, odd ones in the next, as numbers of the table.
#define MOTE_ADD_LOOK_UP(even, odd, values, table) \
  "vldrb.u16 " #odd ", [%[" #values                \
  "]], #8\n"                                       \
  "vmovlb.u16 q6, " #odd                           \
  "\n"                                             \
  "vmovlt.u16 q7, " #odd                           \
  "\n"                                             \
  "vldrw.u32 " #even ", [%[" #table                \
  "], q6, uxtw #2]\n"                              \
  "vldrw.u32 " #odd ", [%[" #table "], q7, uxtw #2]\n"

#define MOTE_ADD_SCALE(sums)       \
  "vqrdmulh.s32 " #sums ", " #sums \
  ", %[multiplier]\n"              \
  ".if %c[rounds_away]\n"          \
  "vshr.s32 q7, " #sums            \
  ", #31\n"                        \
  "vadd.i32 " #sums ", " #sums     \
  ", q7\n"                         \
  ".endif\n"                       \
  "vadd.i32 " #sums ", " #sums     \
  ", %[offset]\n"                  \
  "vshl.s32 " #sums ", %[shift]\n"

// `count` times eight elements, at least once.
template <bool rounds_away, bool clamps, class Layer>
inline void add_helium_eights(const Layer& layer, int32_t count, const int8_t* first, const int8_t* second,
                              int8_t* output) {
  // In one register, as there are no more.
  const int32_t bounds = (layer.output_min & 0xFFFF) | layer.output_max * (1 << 16);
  __asm__ volatile(
      ".if %c[clamps]\n"
      "vdup.16 q4, %[bounds]\n"
      "asr lr, %[bounds], #16\n"
      "vdup.16 q5, lr\n"
      ".endif\n"
      "dls lr, %[count]\n"
      "1:\n"
      MOTE_ADD_LOOK_UP(q0, q1, first, first_table)
      MOTE_ADD_LOOK_UP(q2, q3, second, second_table)
      "vadd.i32 q0, q0, q2\n"
      "vadd.i32 q1, q1, q3\n"
      MOTE_ADD_SCALE(q0)
      MOTE_ADD_SCALE(q1)
      "vqmovnb.s32 q0, q0\n"
      "vqmovnt.s32 q0, q1\n"
      ".if %c[clamps]\n"
      "vmax.s16 q0, q0, q4\n"
      "vmin.s16 q0, q0, q5\n"
      ".else\n"
      "vqmovnb.s16 q0, q0\n"
      ".endif\n"
      "vstrb.16 q0, [%[output]], #8\n"
      "le lr, 1b\n"
      : [first] "+l"(first), [second] "+l"(second), [output] "+l"(output)
      : [first_table] "r"(layer.first), [second_table] "r"(layer.second), [count] "r"(count),
        [multiplier] "r"(layer.output_multiplier), [offset] "r"(layer.output_offset),
        [shift] "r"(-layer.output_right_shift), [bounds] "r"(bounds),
        [rounds_away] "i"(rounds_away), [clamps] "i"(clamps)
      : "lr", "q0", "q1", "q2", "q3", "q4", "q5", "q6", "q7", "memory");
}

template <class Layer>
inline void add_helium_eights(const Layer& layer, int32_t count, const int8_t* first, const int8_t* second,
                              int8_t* output) {
  const int32_t zero_point = ((layer.output_offset >> (layer.output_right_shift - 1)) - 1) / 2;
  const bool clamps = layer.output_min > -128 || layer.output_max < 127;
  if (layer.output_min >= zero_point) {
    if (clamps) return add_helium_eights<false, true>(layer, count, first, second, output);
    return add_helium_eights<false, false>(layer, count, first, second, output);
  }
  if (clamps) return add_helium_eights<true, true>(layer, count, first, second, output);
  add_helium_eights<true, false>(layer, count, first, second, output);
}

#else

template <class Layer>
inline void add_helium_eights(const Layer& layer, int32_t count, const int8_t* first, const int8_t* second,
                              int8_t* output) {
  for (int32_t i = 0; i < 8 * count; ++i) output[i] = add_int8_table_element(layer, first[i], second[i]);
}

#endif

template <class Layer>
inline void add_int8_helium(const Layer& layer, const int8_t* first, const int8_t* second, int8_t* output) {
  const int32_t eights = layer.elements / 8;
  if (eights > 0) add_helium_eights(layer, eights, first, second, output);
  for (int32_t i = 8 * eights; i < layer.elements; ++i) output[i] = add_int8_table_element(layer, first[i], second[i]);
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_ADD_KERNEL_INT8_HELIUM_H_
