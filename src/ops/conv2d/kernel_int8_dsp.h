// conv2d on int8 with the DSP extension, one group: windows of four output pixels are widened to int16 pairs, four
// pixels side by side; then two output channels at a time multiply them, eight sums in registers.
//
// A window row of n = kernel_width * input_channels values is cut into pairs: of each four values (0, 2) and (1, 3),
// then of the rest (0, 1) and (2, nothing). The pairs of a window are filled up to a multiple of four with weights 0,
// and the output channels to an even number.
//
// The weights are a stream that is read once for four pixels. It holds for each two output channels: two biases; for
// each pair (a, b) the bytes first[a], second[a], first[b], second[b]; two multipliers; and a word whose first two
// bytes are the shifts to the right.
#ifndef MOTE_OPS_CONV2D_KERNEL_INT8_DSP_H_
#define MOTE_OPS_CONV2D_KERNEL_INT8_DSP_H_

#include "base/device/dsp.h"
#include "base/device/requantize.h"
#include "ops/conv2d/kernel_int8_layer.h"

namespace mote {
namespace device {

constexpr int32_t conv2d_dsp_pixels = 4;

constexpr int32_t conv2d_dsp_row_pairs(int32_t row_values) { return (row_values + 1) / 2; }

constexpr int32_t conv2d_dsp_pairs(int32_t kernel_height, int32_t row_values) {
  return (kernel_height * conv2d_dsp_row_pairs(row_values) + 3) / 4 * 4;
}

// Pairs of one row to every fourth word of `column`, which moves past them.
inline void conv2d_dsp_widen(const int8_t* values, int32_t count, uint32_t*& column) {
  for (const int8_t* end = values + (count & ~3); values != end; values += 4) {
    const uint32_t word = load_word(values);
    column[0] = sxtb16(word);
    column[conv2d_dsp_pixels] = sxtb16_high(word);
    column += 2 * conv2d_dsp_pixels;
  }
  for (int32_t rest = count & 3; rest > 0; rest -= 2, values += 2) {
    column[0] = pair_of(values[0], rest > 1 ? values[1] : 0);
    column += conv2d_dsp_pixels;
  }
}

// One row of a window that hangs over an edge or is dilated, gathered in `staging`.
template <class Layer>
inline void conv2d_dsp_stage(const Layer& layer, const int8_t* row, int32_t left, int8_t* staging) {
  for (int32_t x = 0; x < layer.kernel_width; ++x, staging += layer.input_channels) {
    const int32_t column = left + x * layer.dilation_width;
    if (column >= 0 && column < layer.input_width) {
      __builtin_memcpy(staging, row + column * layer.input_channels, layer.input_channels);
    } else {
      __builtin_memset(staging, layer.input_zero_point, layer.input_channels);
    }
  }
}

// The window of one output pixel, to every fourth word of `column`.
template <class Layer>
inline void conv2d_dsp_window(const Layer& layer, const int8_t* input, int32_t top, int32_t left, int8_t* staging,
                              uint32_t* column) {
  const int32_t row_values = layer.kernel_width * layer.input_channels;
  const int32_t right = left + (layer.kernel_width - 1) * layer.dilation_width;
  const bool inside = layer.dilation_width == 1 && left >= 0 && right < layer.input_width;
  for (int32_t y = 0; y < layer.kernel_height; ++y) {
    const int32_t row = top + y * layer.dilation_height;
    const int8_t* values = input + row * layer.input_width * layer.input_channels;
    if (row < 0 || row >= layer.input_height) {
      __builtin_memset(staging, layer.input_zero_point, row_values);
      conv2d_dsp_widen(staging, row_values, column);
    } else if (inside) {
      conv2d_dsp_widen(values + left * layer.input_channels, row_values, column);
    } else {
      conv2d_dsp_stage(layer, values, left, staging);
      conv2d_dsp_widen(staging, row_values, column);
    }
  }
}

// One output channel's sums at four pixels.
struct Conv2dDspSums {
  int32_t a, b, c, d;
};

// One pair of each of four pixels times two channels.
inline void conv2d_dsp_step(const int8_t*& weights, const uint32_t*& column, Conv2dDspSums& first,
                            Conv2dDspSums& second) {
  const uint32_t word = load_word(weights);
  const uint32_t first_weights = sxtb16(word), second_weights = sxtb16_high(word);
  weights += 4;
  uint32_t x, y;
  load_two(column, x, y);
  first.a = smlad(x, first_weights, first.a);
  second.a = smlad(x, second_weights, second.a);
  first.b = smlad(y, first_weights, first.b);
  second.b = smlad(y, second_weights, second.b);
  load_two(column, x, y);
  first.c = smlad(x, first_weights, first.c);
  second.c = smlad(x, second_weights, second.c);
  first.d = smlad(y, first_weights, first.d);
  second.d = smlad(y, second_weights, second.d);
}

template <class Layer>
inline void conv2d_dsp_store(const Layer& layer, const Conv2dDspSums& sums, int32_t multiplier, int32_t right_shift,
                             int8_t* output) {
  const ChannelFactor factor = channel_factor(layer, multiplier, right_shift);
  output[0] = requantize(layer, sums.a, factor);
  output[layer.output_channels] = requantize(layer, sums.b, factor);
  output[2 * layer.output_channels] = requantize(layer, sums.c, factor);
  output[3 * layer.output_channels] = requantize(layer, sums.d, factor);
}

// All output channels of four pixels, whose windows stand in `columns`.
template <class Layer>
inline void conv2d_dsp_multiply(const Layer& layer, const uint32_t* columns, int8_t* output) {
  const int32_t pairs = conv2d_dsp_pairs(layer.kernel_height, layer.kernel_width * layer.input_channels);
  const int8_t* stream = layer.weights;
  for (int32_t channel = 0; channel < layer.output_channels; channel += 2, output += 2) {
    const uint32_t* column = columns;
    const int32_t a = load_int32(stream), b = load_int32(stream + 4);
    Conv2dDspSums first = {a, a, a, a}, second = {b, b, b, b};
    stream += 8;
    for (const int8_t* end = stream + 4 * pairs; stream != end;) {
      conv2d_dsp_step(stream, column, first, second);
      conv2d_dsp_step(stream, column, first, second);
      conv2d_dsp_step(stream, column, first, second);
      conv2d_dsp_step(stream, column, first, second);
    }
    conv2d_dsp_store(layer, first, load_int32(stream), stream[8], output);
    if (channel + 1 < layer.output_channels) {
      conv2d_dsp_store(layer, second, load_int32(stream + 4), stream[9], output + 1);
    }
    stream += 12;
  }
}

// At least four output pixels in all; the last four may overlap those before. scratch: the columns, then one window row
// of int8.
template <class Layer>
inline void conv2d_int8_dsp(const Layer& layer, const int8_t* input, int8_t* output, void* scratch) {
  const int32_t image_pixels = layer.output_height * layer.output_width;
  const int32_t image_values = layer.input_height * layer.input_width * layer.input_channels;
  const int32_t pairs = conv2d_dsp_pairs(layer.kernel_height, layer.kernel_width * layer.input_channels);
  const int32_t last = layer.batches * image_pixels - conv2d_dsp_pixels;
  uint32_t* columns = static_cast<uint32_t*>(scratch);
  int8_t* staging = reinterpret_cast<int8_t*>(columns + conv2d_dsp_pixels * pairs);
  for (int32_t block = 0; block < last + conv2d_dsp_pixels; block += conv2d_dsp_pixels) {
    const int32_t start = minimum(block, last);
    for (int32_t i = 0; i < conv2d_dsp_pixels; ++i) {
      const int32_t pixel = (start + i) % image_pixels;
      const int32_t top = pixel / layer.output_width * layer.stride_height - layer.pad_top;
      const int32_t left = pixel % layer.output_width * layer.stride_width - layer.pad_left;
      conv2d_dsp_window(layer, input + (start + i) / image_pixels * image_values, top, left, staging, columns + i);
    }
    conv2d_dsp_multiply(layer, columns, output + start * layer.output_channels);
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_CONV2D_KERNEL_INT8_DSP_H_
