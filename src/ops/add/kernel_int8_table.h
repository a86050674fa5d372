// add on int8 with inputs of one shape, for every core: each input at the common scale is one of 256 numbers, which
// stand in a table. The sum is brought to the output's scale in few instructions (base/device/requantize.h).
#ifndef MOTE_OPS_ADD_KERNEL_INT8_TABLE_H_
#define MOTE_OPS_ADD_KERNEL_INT8_TABLE_H_

#include "base/device/requantize.h"

namespace mote {
namespace device {

struct AddInt8TableLayer {
  int32_t elements;
  int32_t output_multiplier, output_offset, output_right_shift, output_min, output_max;
  const int32_t* first;   // [256], by the input's bits
  const int32_t* second;  // [256]
};

template <class Layer>
inline int8_t add_int8_table_element(const Layer& layer, int8_t first, int8_t second) {
  const int32_t sum = layer.first[static_cast<uint8_t>(first)] + layer.second[static_cast<uint8_t>(second)];
  const ChannelFactor factor = {layer.output_multiplier, layer.output_offset, layer.output_right_shift};
  return clamp_to_int8(requantize_small(sum, factor), layer.output_min, layer.output_max);
}

template <class Layer>
inline void add_int8_table(const Layer& layer, const int8_t* first, const int8_t* second, int8_t* output) {
  for (const int8_t* end = output + (layer.elements & ~3); output != end; first += 4, second += 4, output += 4) {
    output[0] = add_int8_table_element(layer, first[0], second[0]);
    output[1] = add_int8_table_element(layer, first[1], second[1]);
    output[2] = add_int8_table_element(layer, first[2], second[2]);
    output[3] = add_int8_table_element(layer, first[3], second[3]);
  }
  for (int32_t i = 0; i < (layer.elements & 3); ++i) output[i] = add_int8_table_element(layer, first[i], second[i]);
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_ADD_KERNEL_INT8_TABLE_H_
