// conv2d on int8 with Helium, one group: the windows of two output pixels at a time, each one column of values, are
// multiplied with four output channels at a time. Windows of one pixel are read where they lie, others are copied.
//
// base/device/helium_product.h says how the weights stand.
#ifndef MOTE_OPS_CONV2D_KERNEL_INT8_HELIUM_H_
#define MOTE_OPS_CONV2D_KERNEL_INT8_HELIUM_H_

#include "base/device/helium.h"
#include "base/device/helium_product.h"
#include "ops/conv2d/kernel_int8_layer.h"

namespace mote {
namespace device {

// Values of one column, a multiple of 16.
template <class Layer>
constexpr int32_t conv2d_helium_column(const Layer& layer) {
  return (layer.kernel_height * layer.kernel_width * layer.input_channels + 15) / 16 * 16;
}

// Whether an output pixel's window is the input pixel of the same number.
template <class Layer>
constexpr bool conv2d_helium_is_pointwise(const Layer& layer) {
  return layer.kernel_height == 1 && layer.kernel_width == 1 && layer.stride_height == 1 && layer.stride_width == 1 &&
         layer.input_height == layer.output_height && layer.input_width == layer.output_width && layer.pad_top == 0 &&
         layer.pad_left == 0;
}

// One row of a window that hangs over an edge or is dilated.
template <class Layer>
inline void conv2d_helium_row(const Layer& layer, const int8_t* row, int32_t left, int8_t*& column) {
  for (int32_t i = 0; i < layer.kernel_width; ++i) {
    const int32_t x = left + i * layer.dilation_width;
    if (x >= 0 && x < layer.input_width) {
      helium_copy_rows(row + x * layer.input_channels, 0, 1, layer.input_channels, column);
    } else {
      helium_fill(layer.input_zero_point, layer.input_channels, column);
    }
  }
}

template <class Layer>
inline void conv2d_helium_window(const Layer& layer, const int8_t* input, int32_t top, int32_t left, int8_t* column) {
  const int32_t row_values = layer.kernel_width * layer.input_channels;
  const int32_t pitch = layer.input_width * layer.input_channels;
  const int32_t bottom = top + (layer.kernel_height - 1) * layer.dilation_height;
  const int32_t right = left + (layer.kernel_width - 1) * layer.dilation_width;
  const bool inside = layer.dilation_width == 1 && left >= 0 && right < layer.input_width;
  if (inside && top >= 0 && bottom < layer.input_height) {
    helium_copy_rows(input + top * pitch + left * layer.input_channels, layer.dilation_height * pitch,
                     layer.kernel_height, row_values, column);
    return;
  }
  for (int32_t y = top; y <= bottom; y += layer.dilation_height) {
    if (y < 0 || y >= layer.input_height) {
      helium_fill(layer.input_zero_point, row_values, column);
    } else if (inside) {
      helium_copy_rows(input + y * pitch + left * layer.input_channels, pitch, 1, row_values, column);
    } else {
      conv2d_helium_row(layer, input + y * pitch, left, column);
    }
  }
}

// The column of an output pixel of an image.
template <class Layer>
inline void conv2d_helium_column_of(const Layer& layer, const int8_t* image, int32_t pixel, int8_t* column) {
  if (conv2d_helium_is_pointwise(layer)) {
    helium_copy_rows(image + pixel * layer.input_channels, 0, 1, layer.input_channels, column);
    return;
  }
  conv2d_helium_window(layer, image, pixel / layer.output_width * layer.stride_height - layer.pad_top,
                       pixel % layer.output_width * layer.stride_width - layer.pad_left, column);
}

// Two pixels of an image, or one.
template <class Layer>
inline void conv2d_helium_two(const Layer& layer, const int8_t* image, int32_t first, int32_t second, int8_t* columns,
                              int8_t* output) {
  const int32_t bytes = conv2d_helium_column(layer);
  conv2d_helium_column_of(layer, image, first, columns);
  if (second != first) conv2d_helium_column_of(layer, image, second, columns + bytes);
  helium_multiply_columns(layer,
                          {columns, second == first ? columns : columns + bytes, bytes, 1, 0, 1, 0,
                           (second - first) * layer.output_channels},
                          output + first * layer.output_channels);
}

// All images in one, as windows of one pixel allow. Pairs of pixels are read where they lie, except where that would be
// beyond the input.
template <class Layer>
inline void conv2d_helium_pointwise(const Layer& layer, const int8_t* input, int8_t* output, int8_t* columns) {
  const int32_t pixels = layer.batches * layer.output_height * layer.output_width, channels = layer.input_channels;
  const int32_t bytes = conv2d_helium_column(layer);
  const int32_t pairs = maximum((pixels * channels - bytes + channels) / (2 * channels), 0);
  if (pairs > 0) {
    helium_multiply_columns(layer, {input, input + channels, bytes, 1, 0, pairs, 2 * channels, layer.output_channels},
                            output);
  }
  for (int32_t pixel = 2 * pairs; pixel < pixels; pixel += 2) {
    conv2d_helium_two(layer, input, pixel, minimum(pixel + 1, pixels - 1), columns, output);
  }
}

// Whether the rows of a window are whole steps, so that windows inside the input are read where they lie.
template <class Layer>
constexpr bool conv2d_helium_has_whole_rows(const Layer& layer) {
  const int32_t bytes = layer.kernel_width * layer.input_channels;
  return layer.kernel_height == 3 && layer.dilation_height == 1 && layer.dilation_width == 1 &&
         (bytes == 48 || bytes == 96 || bytes == 192) &&
         (layer.output_width + 1) * layer.output_channels <= UINT16_MAX;  // a pixel waits for at most a row
}

// The pairs of pixels of a row whose windows are inside the input: from `begin` to before `end`.
struct Conv2dHeliumInside {
  int32_t begin, end;
};

template <class Layer>
inline Conv2dHeliumInside conv2d_helium_inside(const Layer& layer, int32_t y) {
  const int32_t top = y * layer.stride_height - layer.pad_top, room = layer.input_width - layer.kernel_width;
  if (!conv2d_helium_has_whole_rows(layer) || top < 0 || top + layer.kernel_height > layer.input_height) return {0, 0};
  const int32_t begin = (layer.pad_left + layer.stride_width - 1) / layer.stride_width;
  const int32_t end = minimum((room + layer.pad_left) / layer.stride_width + 1, layer.output_width);
  return {begin, begin + maximum(end - begin, 0) / 2 * 2};
}

template <class Layer>
inline void conv2d_helium_inside_pairs(const Layer& layer, const int8_t* image, int32_t y,
                                       const Conv2dHeliumInside& inside, int8_t* output) {
  const int32_t pitch = layer.input_width * layer.input_channels, step = layer.stride_width * layer.input_channels;
  const int8_t* first = image + (y * layer.stride_height - layer.pad_top) * pitch + inside.begin * step -
                        layer.pad_left * layer.input_channels;
  helium_multiply_columns(layer,
                          {first, first + step, layer.kernel_width * layer.input_channels, layer.kernel_height, pitch,
                           (inside.end - inside.begin) / 2, 2 * step, layer.output_channels},
                          output + (y * layer.output_width + inside.begin) * layer.output_channels);
}

// Pixels at the edges wait for another one.
template <class Layer>
inline void conv2d_helium_image(const Layer& layer, const int8_t* image, int8_t* output, int8_t* columns) {
  int32_t waiting = -1;
  for (int32_t y = 0; y < layer.output_height; ++y) {
    const Conv2dHeliumInside inside = conv2d_helium_inside(layer, y);
    if (inside.end > inside.begin) conv2d_helium_inside_pairs(layer, image, y, inside, output);
    for (int32_t x = inside.end > 0 && inside.begin == 0 ? inside.end : 0; x < layer.output_width; ++x) {
      const int32_t pixel = y * layer.output_width + x;
      if (waiting >= 0) conv2d_helium_two(layer, image, waiting, pixel, columns, output);
      waiting = waiting >= 0 ? -1 : pixel;
      if (x + 1 == inside.begin && inside.end > inside.begin) x = inside.end - 1;
    }
  }
  if (waiting >= 0) conv2d_helium_two(layer, image, waiting, waiting, columns, output);
}

template <class Layer>
constexpr int32_t conv2d_helium_scratch(const Layer& layer) {
  return 2 * conv2d_helium_column(layer) + 16;
}

// scratch: two columns, and 16 bytes that may be written beyond.
template <class Layer>
inline void conv2d_int8_helium(const Layer& layer, const int8_t* input, int8_t* output, void* scratch) {
  int8_t* columns = static_cast<int8_t*>(scratch);
  if (conv2d_helium_is_pointwise(layer)) return conv2d_helium_pointwise(layer, input, output, columns);
  for (int32_t batch = 0; batch < layer.batches; ++batch) {
    conv2d_helium_image(layer, input, output, columns);
    input += layer.input_height * layer.input_width * layer.input_channels;
    output += layer.output_height * layer.output_width * layer.output_channels;
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_CONV2D_KERNEL_INT8_HELIUM_H_
