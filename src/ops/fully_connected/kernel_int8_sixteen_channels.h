// fully_connected on int8 for cores with many registers: sixteen outputs at a time multiply a row.
// base/device/sixteen_channel_product.h says how the weights stand. A multiple of four inputs, no large factors.
#ifndef MOTE_OPS_FULLY_CONNECTED_KERNEL_INT8_SIXTEEN_CHANNELS_H_
#define MOTE_OPS_FULLY_CONNECTED_KERNEL_INT8_SIXTEEN_CHANNELS_H_

#include "base/device/sixteen_channel_product.h"
#include "ops/fully_connected/kernel_int8_layer.h"

namespace mote {
namespace device {

template <class Layer>
inline void fully_connected_int8_sixteen_channels(const Layer& layer, const int8_t* input, int8_t* output) {
  for (int32_t row = 0; row < layer.rows; ++row, input += layer.inputs, output += layer.outputs) {
    multiply_signed_column(layer, input, layer.inputs, layer.outputs, output);
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_FULLY_CONNECTED_KERNEL_INT8_SIXTEEN_CHANNELS_H_
