// The windows of neighbouring output pixels, for conv2d kernels that work on several at a time.
#ifndef MOTE_OPS_CONV2D_KERNEL_WINDOWS_H_
#define MOTE_OPS_CONV2D_KERNEL_WINDOWS_H_

#include "base/device/fixed_point.h"
#include "ops/conv2d/kernel_int8_layer.h"

namespace mote {
namespace device {

// Whether no window hangs over an edge or is dilated, so that its rows stand in the input as they are.
template <class Layer>
constexpr bool windows_are_inside(const Layer& layer) {
  return layer.dilation_height == 1 && layer.dilation_width == 1 && layer.pad_top == 0 && layer.pad_left == 0 &&
         (layer.output_height - 1) * layer.stride_height + layer.kernel_height <= layer.input_height &&
         (layer.output_width - 1) * layer.stride_width + layer.kernel_width <= layer.input_width;
}

// The top left of an output pixel's window. It goes from pixel to pixel, over all images, without division.
struct WindowPlace {
  const int8_t* image;
  int32_t top, left, row, column;  // row and column: of the output pixel
};

template <class Layer>
inline WindowPlace window_place(const Layer& layer, const int8_t* input, int32_t pixel) {
  const int32_t image_pixels = layer.output_height * layer.output_width;
  const int32_t place = pixel % image_pixels, row = place / layer.output_width, column = place % layer.output_width;
  return {input + pixel / image_pixels * (layer.input_height * layer.input_width * layer.input_channels),
          row * layer.stride_height - layer.pad_top, column * layer.stride_width - layer.pad_left, row, column};
}

template <class Layer>
inline void next_window(const Layer& layer, WindowPlace& place) {
  place.left += layer.stride_width;
  if (++place.column < layer.output_width) return;
  place.column = 0, place.left = -layer.pad_left, place.top += layer.stride_height;
  if (++place.row < layer.output_height) return;
  place.row = 0, place.top = -layer.pad_top;
  place.image += layer.input_height * layer.input_width * layer.input_channels;
}

// Row y of a window: where it stands in the input, or gathered in `staging` where it isn't whole there.
template <class Layer>
inline const int8_t* window_row(const Layer& layer, const WindowPlace& place, int32_t y, int8_t* staging) {
  const int32_t row = place.top + y * layer.dilation_height;
  const int8_t* values = place.image + row * layer.input_width * layer.input_channels;
  if (windows_are_inside(layer)) return values + place.left * layer.input_channels;
  if (row < 0 || row >= layer.input_height) {
    __builtin_memset(staging, layer.input_zero_point, layer.kernel_width * layer.input_channels);
    return staging;
  }
  const int32_t right = place.left + (layer.kernel_width - 1) * layer.dilation_width;
  if (layer.dilation_width == 1 && place.left >= 0 && right < layer.input_width)
    return values + place.left * layer.input_channels;
  int8_t* to = staging;
  for (int32_t x = place.left; x <= right; x += layer.dilation_width, to += layer.input_channels) {
    if (x >= 0 && x < layer.input_width) {
      __builtin_memcpy(to, values + x * layer.input_channels, layer.input_channels);
    } else {
      __builtin_memset(to, layer.input_zero_point, layer.input_channels);
    }
  }
  return staging;
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_CONV2D_KERNEL_WINDOWS_H_
