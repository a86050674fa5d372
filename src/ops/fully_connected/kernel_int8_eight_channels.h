// fully_connected on int8 for Armv6-M: each row is copied to a column of unsigned values, then eight outputs at a time
// multiply it. base/device/eight_channel_product.h says how the weights stand. No large factors.
#ifndef MOTE_OPS_FULLY_CONNECTED_KERNEL_INT8_EIGHT_CHANNELS_H_
#define MOTE_OPS_FULLY_CONNECTED_KERNEL_INT8_EIGHT_CHANNELS_H_

#include "base/device/eight_channel_product.h"
#include "base/device/unsigned_column.h"
#include "ops/fully_connected/kernel_int8_layer.h"

namespace mote {
namespace device {

// scratch: the column.
template <class Layer>
inline void fully_connected_int8_eight_channels(const Layer& layer, const int8_t* input, int8_t* output,
                                                void* scratch) {
  const int32_t values = (layer.inputs + 3) / 4 * 4;
  uint8_t* column = static_cast<uint8_t*>(scratch);
  for (int32_t i = values - 4; i < values; ++i) column[i] = 0;
  for (int32_t row = 0; row < layer.rows; ++row, input += layer.inputs, output += layer.outputs) {
    uint8_t* to = column;
    const int32_t sum = append_values(input, layer.inputs, to);
    multiply_unsigned_column(layer, column, values, sum, layer.outputs, output);
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_FULLY_CONNECTED_KERNEL_INT8_EIGHT_CHANNELS_H_
