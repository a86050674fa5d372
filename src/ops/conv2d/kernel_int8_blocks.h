// conv2d on int8 for cores with many registers, one group: the windows of four output pixels are gathered side by side,
// then four output channels at a time multiply them. base/device/block_product.h says how the weights stand.
// No large factors.
#ifndef MOTE_OPS_CONV2D_KERNEL_INT8_BLOCKS_H_
#define MOTE_OPS_CONV2D_KERNEL_INT8_BLOCKS_H_

#include "base/device/block_product.h"
#include "ops/conv2d/kernel_windows.h"

namespace mote {
namespace device {

// Values of one window.
template <class Layer>
constexpr int32_t conv2d_blocks_values(const Layer& layer) {
  return (layer.kernel_height * layer.kernel_width * layer.input_channels + 3) / 4 * 4;
}

// The windows of four pixels; `place` moves on to the fifth. staging: four rows of a window.
template <class Layer>
inline void conv2d_blocks_gather(const Layer& layer, WindowPlace& place, int8_t* staging, int8_t* columns) {
  const int32_t row_values = layer.kernel_width * layer.input_channels;
  WindowPlace places[4];
  for (WindowPlace& each : places) each = place, next_window(layer, place);
  for (int32_t y = 0; y < layer.kernel_height; ++y) {
    const int8_t* a = window_row(layer, places[0], y, staging);
    const int8_t* b = window_row(layer, places[1], y, staging + row_values);
    const int8_t* c = window_row(layer, places[2], y, staging + 2 * row_values);
    const int8_t* d = window_row(layer, places[3], y, staging + 3 * row_values);
    for (const int8_t* end = a + row_values; a != end; columns += 4) {
      columns[0] = *a++;
      columns[1] = *b++;
      columns[2] = *c++;
      columns[3] = *d++;
    }
  }
}

// At least four output pixels in all, of which the last four may overlap those before. scratch: the columns, then four
// rows of a window.
template <class Layer>
inline void conv2d_int8_blocks(const Layer& layer, const int8_t* input, int8_t* output, void* scratch) {
  const int32_t last = layer.batches * layer.output_height * layer.output_width - 4;
  int8_t* columns = static_cast<int8_t*>(scratch);
  int8_t* staging = columns + 4 * conv2d_blocks_values(layer);
  WindowPlace place = window_place(layer, input, 0);
  for (int32_t block = 0; block < last + 4; block += 4) {
    if (block > last) place = window_place(layer, input, last);
    conv2d_blocks_gather(layer, place, staging, columns);
    multiply_four_columns(layer, columns, conv2d_blocks_values(layer), layer.output_channels, layer.output_channels,
                          output + minimum(block, last) * layer.output_channels);
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_CONV2D_KERNEL_INT8_BLOCKS_H_
