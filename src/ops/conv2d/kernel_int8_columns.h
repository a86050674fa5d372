// conv2d on int8 for cores without vectors, one group: each window is copied to a column of unsigned values (plus 128),
// then four output channels at a time multiply the column. Unsigned, because every core loads
// those with an offset in one instruction; the weights are unsigned, too, so 128 times the column's sum comes off.
//
// base/device/column_product.h says how the weights stand.
#ifndef MOTE_OPS_CONV2D_KERNEL_INT8_COLUMNS_H_
#define MOTE_OPS_CONV2D_KERNEL_INT8_COLUMNS_H_

#include "base/device/column_product.h"
#include "ops/conv2d/kernel_int8_layer.h"

namespace mote {
namespace device {

// Values of one column.
template <class Layer>
constexpr int32_t conv2d_column_values(const Layer& layer) {
  return (layer.kernel_height * layer.kernel_width * layer.input_channels + 3) / 4 * 4;
}

// Copies the window of one output pixel; returns the sum of its values.
template <class Layer>
inline int32_t conv2d_column(const Layer& layer, const int8_t* input, int32_t top, int32_t left, uint8_t* column) {
  const int32_t padding = layer.input_zero_point + 128;
  const int32_t right = left + (layer.kernel_width - 1) * layer.dilation_width;
  const bool inside = layer.dilation_width == 1 && left >= 0 && right < layer.input_width;
  int32_t sum = 0;
  for (int32_t y = 0; y < layer.kernel_height; ++y) {
    const int32_t row = top + y * layer.dilation_height;
    const int8_t* values = input + row * layer.input_width * layer.input_channels;
    if (row < 0 || row >= layer.input_height) {
      column_fill(padding, layer.kernel_width * layer.input_channels, column, sum);
    } else if (inside) {
      column_append(values + left * layer.input_channels, layer.kernel_width * layer.input_channels, column, sum);
    } else {
      for (int32_t x = left; x <= right; x += layer.dilation_width) {
        if (x < 0 || x >= layer.input_width) {
          column_fill(padding, layer.input_channels, column, sum);
        } else {
          column_append(values + x * layer.input_channels, layer.input_channels, column, sum);
        }
      }
    }
  }
  return sum;
}

// The column of the output pixel `pixel`, counted over all images.
template <class Layer>
inline int32_t conv2d_column_of(const Layer& layer, const int8_t* input, int32_t pixel, uint8_t* column) {
  const int32_t image_pixels = layer.output_height * layer.output_width;
  const int32_t image_values = layer.input_height * layer.input_width * layer.input_channels;
  const int32_t place = pixel % image_pixels;
  return conv2d_column(layer, input + pixel / image_pixels * image_values,
                       place / layer.output_width * layer.stride_height - layer.pad_top,
                       place % layer.output_width * layer.stride_width - layer.pad_left, column);
}

// scratch: the column.
template <class Layer>
inline void conv2d_int8_columns(const Layer& layer, const int8_t* input, int8_t* output, void* scratch) {
  const int32_t pixels = layer.batches * layer.output_height * layer.output_width;
  const int32_t values = conv2d_column_values(layer);
  uint8_t* column = static_cast<uint8_t*>(scratch);
  for (int32_t i = values - 4; i < values; ++i) column[i] = 0;
  for (int32_t pixel = 0; pixel < pixels; ++pixel, output += layer.output_channels) {
    const int32_t column_sum = conv2d_column_of(layer, input, pixel, column);
    const uint8_t* stream = reinterpret_cast<const uint8_t*>(layer.weights);
    for (int32_t channel = 0; channel < layer.output_channels; channel += 4) {
      FourSums sums = four_biases(stream, column_sum);
      multiply_column(stream + 16, column, values, sums);
      stream += 16 + 4 * values;
      store_four(layer, sums, stream, layer.output_channels - channel, output + channel);
      stream += 20;
    }
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_CONV2D_KERNEL_INT8_COLUMNS_H_
