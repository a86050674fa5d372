// conv2d on int8 for Armv6-M, one group: each window is copied to a column of unsigned values, then eight output
// channels at a time multiply it. base/device/eight_channel_product.h says how the weights stand. No large factors.
#ifndef MOTE_OPS_CONV2D_KERNEL_INT8_EIGHT_CHANNELS_H_
#define MOTE_OPS_CONV2D_KERNEL_INT8_EIGHT_CHANNELS_H_

#include "base/device/eight_channel_product.h"
#include "base/device/unsigned_column.h"
#include "ops/conv2d/kernel_windows.h"

namespace mote {
namespace device {

// Values of one column.
template <class Layer>
constexpr int32_t conv2d_eight_channels_values(const Layer& layer) {
  return (layer.kernel_height * layer.kernel_width * layer.input_channels + 3) / 4 * 4;
}

// scratch: the column, then a row of a window.
template <class Layer>
inline void conv2d_int8_eight_channels(const Layer& layer, const int8_t* input, int8_t* output, void* scratch) {
  const int32_t values = conv2d_eight_channels_values(layer), row_values = layer.kernel_width * layer.input_channels;
  uint8_t* column = static_cast<uint8_t*>(scratch);
  int8_t* staging = reinterpret_cast<int8_t*>(column + values);
  for (int32_t i = values - 4; i < values; ++i) column[i] = 0;
  WindowPlace place = window_place(layer, input, 0);
  for (int32_t rest = layer.batches * layer.output_height * layer.output_width; rest > 0; --rest) {
    uint8_t* to = column;
    int32_t sum = 0;
    for (int32_t y = 0; y < layer.kernel_height; ++y) {
      sum += append_values(window_row(layer, place, y, staging), row_values, to);
    }
    multiply_unsigned_column(layer, column, values, sum, layer.output_channels, output);
    next_window(layer, place);
    output += layer.output_channels;
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_CONV2D_KERNEL_INT8_EIGHT_CHANNELS_H_
