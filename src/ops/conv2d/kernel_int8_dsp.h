// conv2d on int8 with the DSP extension, one group: windows of four output pixels are widened to int16 pairs, four
// pixels side by side; then two output channels at a time multiply them, eight sums in registers.
//
// A window row of n = kernel_width * input_channels values is cut into pairs: of each four values (0, 2) and (1, 3),
// then of the rest (0, 1). Where n is odd, the last values of rows come after all rows: (row 0, row 1), (row 2, ...);
// what has no partner has one with weights 0. The output channels are filled up to an even number.
//
// The weights are a stream that is read once for four pixels. It holds for each two output channels: two biases; for
// each pair (a, b) the bytes first[a], second[a], first[b], second[b]; two doubled multipliers; and a word whose first
// two bytes are the shifts (base/device/requantize_dsp.h). For mixed rows (base/device/dsp_block.h) the second bias and
// the second bytes are mixed with the first.
#ifndef MOTE_OPS_CONV2D_KERNEL_INT8_DSP_H_
#define MOTE_OPS_CONV2D_KERNEL_INT8_DSP_H_

#include "base/device/dsp_block.h"
#include "base/device/requantize_dsp.h"
#include "ops/conv2d/kernel_int8_layer.h"

namespace mote {
namespace device {

constexpr int32_t conv2d_dsp_pixels = 4;

template <class Layer>
constexpr int32_t conv2d_dsp_row_values(const Layer& layer) {
  return layer.kernel_width * layer.input_channels;
}

// Pairs of whole rows, then of all.
template <class Layer>
constexpr int32_t conv2d_dsp_row_pairs(const Layer& layer) {
  return layer.kernel_height * (conv2d_dsp_row_values(layer) / 2);
}
template <class Layer>
constexpr int32_t conv2d_dsp_pairs(const Layer& layer) {
  return conv2d_dsp_row_pairs(layer) + (conv2d_dsp_row_values(layer) % 2) * ((layer.kernel_height + 1) / 2);
}

// Four values to the first and second of a pixel's pairs.
inline void conv2d_dsp_widen_four(const int8_t* values, uint32_t* column) {
  const uint32_t word = load_word(values);
  column[0] = sxtb16(word);
  column[conv2d_dsp_pixels] = sxtb16_high(word);
}

// Pairs of one row to every fourth word of `column`, which moves past them; an odd last value stays. A count that is
// known to the compiler leaves no loop for up to 16 values.
inline void conv2d_dsp_widen(const int8_t* values, int32_t count, uint32_t*& column) {
  constexpr int32_t step = 2 * conv2d_dsp_pixels;
  for (const int8_t* end = values + (count & ~15); values != end; values += 16, column += 4 * step) {
    conv2d_dsp_widen_four(values, column), conv2d_dsp_widen_four(values + 4, column + step);
    conv2d_dsp_widen_four(values + 8, column + 2 * step), conv2d_dsp_widen_four(values + 12, column + 3 * step);
  }
  if (count & 8) {
    conv2d_dsp_widen_four(values, column), conv2d_dsp_widen_four(values + 4, column + step);
    values += 8, column += 2 * step;
  }
  if (count & 4) {
    conv2d_dsp_widen_four(values, column);
    values += 4, column += step;
  }
  if (count & 2) {
    *column = pair_of(values[0], values[1]);
    values += 2, column += conv2d_dsp_pixels;
  }
}

// The same, and an odd last value to its half of a pair after those of all rows.
template <class Layer>
inline void conv2d_dsp_widen_row(const Layer& layer, const int8_t* values, int32_t row, uint32_t*& column,
                                 uint32_t* tails) {
  const int32_t row_values = conv2d_dsp_row_values(layer);
  conv2d_dsp_widen(values, row_values, column);
  if (row_values & 1) {
    const int16_t value = values[row_values - 1];
    __builtin_memcpy(reinterpret_cast<int8_t*>(tails + row / 2 * conv2d_dsp_pixels) + (row & 1) * 2, &value, 2);
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

// A window row by row, where it is dilated or hangs over an edge.
template <class Layer>
inline void conv2d_dsp_edge_window(const Layer& layer, const int8_t* input, int32_t top, int32_t left, int8_t* staging,
                                   uint32_t* column) {
  uint32_t* tails = column + conv2d_dsp_pixels * conv2d_dsp_row_pairs(layer);
  for (int32_t y = 0; y < layer.kernel_height; ++y) {
    const int32_t row = top + y * layer.dilation_height;
    if (row < 0 || row >= layer.input_height) {
      __builtin_memset(staging, layer.input_zero_point, conv2d_dsp_row_values(layer));
    } else {
      conv2d_dsp_stage(layer, input + row * layer.input_width * layer.input_channels, left, staging);
    }
    conv2d_dsp_widen_row(layer, staging, y, column, tails);
  }
}

// The window of one output pixel, to every fourth word of `column`.
template <class Layer>
inline void conv2d_dsp_window(const Layer& layer, const int8_t* input, int32_t top, int32_t left, int8_t* staging,
                              uint32_t* column) {
  if (layer.dilation_width == 1 && layer.dilation_height == 1 && top >= 0 && left >= 0 &&
      top + layer.kernel_height <= layer.input_height && left + layer.kernel_width <= layer.input_width) {
    uint32_t* tails = column + conv2d_dsp_pixels * conv2d_dsp_row_pairs(layer);
    const int8_t* values = input + (top * layer.input_width + left) * layer.input_channels;
    for (int32_t y = 0; y < layer.kernel_height; ++y, values += layer.input_width * layer.input_channels) {
      conv2d_dsp_widen_row(layer, values, y, column, tails);
    }
  } else {
    conv2d_dsp_edge_window(layer, input, top, left, staging, column);
  }
}

// Whether four pixels that follow each other are 4 * input_channels values that do.
template <class Layer>
constexpr bool conv2d_dsp_is_pointwise(const Layer& layer) {
  return layer.kernel_height == 1 && layer.kernel_width == 1 && layer.stride_height == 1 && layer.stride_width == 1 &&
         layer.pad_top == 0 && layer.pad_left == 0 && layer.input_height == layer.output_height &&
         layer.input_width == layer.output_width;
}

// The windows of four output pixels from `start`, counted over all images.
template <class Layer>
inline void conv2d_dsp_columns(const Layer& layer, const int8_t* input, int32_t start, int8_t* staging,
                               uint32_t* columns) {
  const int32_t image_pixels = layer.output_height * layer.output_width;
  const int32_t image_values = layer.input_height * layer.input_width * layer.input_channels;
  int32_t image = layer.batches == 1 ? 0 : start / image_pixels;
  int32_t y = (start - image * image_pixels) / layer.output_width;
  int32_t x = start - image * image_pixels - y * layer.output_width;
  for (int32_t i = 0; i < conv2d_dsp_pixels; ++i) {
    conv2d_dsp_window(layer, input + image * image_values, y * layer.stride_height - layer.pad_top,
                      x * layer.stride_width - layer.pad_left, staging, columns + i);
    if (++x < layer.output_width) continue;
    x = 0;
    if (++y < layer.output_height) continue;
    y = 0, ++image;
  }
}

// The sums of two output channels, which start from their biases, over the pairs of `columns`.
template <class Rows>
inline EightSums conv2d_dsp_sums(int32_t pairs, const int8_t*& stream, const uint32_t* columns) {
  const int32_t a = load_int32(stream), e = load_int32(stream + 4);
  EightSums sums = {a, a, a, a, e, e, e, e};
  stream += 8;
  for (const int8_t* end = stream + 4 * pairs; stream != end; stream += 4, columns += conv2d_dsp_pixels) {
    add_two_by_four<Rows>(stream, columns, sums);
  }
  sums.e = Rows::second_sum(sums.a, sums.e), sums.f = Rows::second_sum(sums.b, sums.f);
  sums.g = Rows::second_sum(sums.c, sums.g), sums.h = Rows::second_sum(sums.d, sums.h);
  return sums;
}

// What the written-out loops leave to others: large factors, clamps besides that of int8, an odd last channel.
template <class Layer>
constexpr bool conv2d_dsp_is_plain(const Layer& layer) {
  return !layer.large_factors && layer.output_min == -128 && layer.output_max == 127 && layer.output_channels > 1;
}

template <class Layer>
inline void conv2d_dsp_store(const Layer& layer, int32_t a, int32_t b, int32_t c, int32_t d, const DspFactor& factor,
                             int8_t* output) {
  output[0] = requantize_dsp(layer, a, factor);
  output[layer.output_channels] = requantize_dsp(layer, b, factor);
  output[2 * layer.output_channels] = requantize_dsp(layer, c, factor);
  output[3 * layer.output_channels] = requantize_dsp(layer, d, factor);
}

// All output channels of four pixels, whose windows stand in `columns`.
template <class Rows, class Layer>
inline void conv2d_dsp_multiply(const Layer& layer, const uint32_t* columns, int8_t* output) {
  const int32_t pairs = conv2d_dsp_pairs(layer), even_channels = layer.output_channels & ~1;
  const int8_t *stream = layer.weights, *end = output + layer.output_channels;
  if (has_dsp_blocks && conv2d_dsp_is_plain(layer)) {
    multiply_two_by_four(Rows(), {stream, columns, columns + conv2d_dsp_pixels * pairs, output, output + even_channels,
                                  layer.output_channels, 2 * layer.output_zero_point + 1});
    output += even_channels, stream += even_channels / 2 * (20 + 4 * pairs);
  }
  for (; output < end; output += 2) {
    const EightSums sums = conv2d_dsp_sums<Rows>(pairs, stream, columns);
    const DspFactor first = dsp_factor(layer, load_int32(stream), stream[8]);
    conv2d_dsp_store(layer, sums.a, sums.b, sums.c, sums.d, first, output);
    if (layer.output_channels % 2 == 0 || output + 1 != end) {
      const DspFactor second = dsp_factor(layer, load_int32(stream + 4), stream[9]);
      conv2d_dsp_store(layer, sums.e, sums.f, sums.g, sums.h, second, output + 1);
    }
    stream += 12;
  }
}

// At least four output pixels in all; the last four may overlap those before. scratch: the columns, then one window row
// of int8.
template <class Rows, class Layer>
inline void conv2d_dsp(const Layer& layer, const int8_t* input, int8_t* output, void* scratch) {
  const int32_t pixels = layer.batches * layer.output_height * layer.output_width, channels = layer.input_channels;
  uint32_t* columns = static_cast<uint32_t*>(scratch);
  int8_t* staging = reinterpret_cast<int8_t*>(columns + conv2d_dsp_pixels * conv2d_dsp_pairs(layer));
  for (int32_t block = 0; block < pixels; block += conv2d_dsp_pixels) {
    const int32_t start = minimum(block, pixels - conv2d_dsp_pixels);
    if (conv2d_dsp_is_pointwise(layer)) {
      const int8_t* values = input + start * channels;
      for (int32_t i = 0; i < conv2d_dsp_pixels; ++i, values += channels) {
        uint32_t* column = columns + i;
        conv2d_dsp_widen_row(layer, values, 0, column, columns + i + conv2d_dsp_pixels * conv2d_dsp_row_pairs(layer));
      }
    } else {
      conv2d_dsp_columns(layer, input, start, staging, columns);
    }
    conv2d_dsp_multiply<Rows>(layer, columns, output + start * layer.output_channels);
  }
}

template <class Layer>
__attribute__((noinline)) void conv2d_int8_dsp(const Layer& layer, const int8_t* input, int8_t* output, void* scratch) {
  conv2d_dsp<SeparateRows>(layer, input, output, scratch);
}

template <class Layer>
__attribute__((noinline)) void conv2d_int8_dsp_mixed(const Layer& layer, const int8_t* input, int8_t* output,
                                                     void* scratch) {
  conv2d_dsp<MixedRows>(layer, input, output, scratch);
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_CONV2D_KERNEL_INT8_DSP_H_
