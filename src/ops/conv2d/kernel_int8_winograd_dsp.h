// conv2d of 3x3 windows, stride 1, on int8 with the DSP extension: Winograd's F(2x2, 3x3), exact in integers because
// the weights are transformed times 4 (ops/conv2d/winograd.h). 16 products make 4 outputs, where 36 would. Source of
// the transforms: A. Lavin, S. Gray, Fast Algorithms for Convolutional Neural Networks, 2015.
//
// Blocks of 2 x 4 outputs, that is two tiles side by side; the last ones may overlap those before. Of a block's 4 x 6
// input pixels both tiles are transformed to int16 in `tiles`: for each of 16 positions, for each pair of channels (of
// each four channels (0, 2) and (1, 3)) a word of the first tile and one of the second. Then four output channels at a
// time are multiplied, position by position, and the 16 products of each tile transformed to its 2 x 2 outputs.
//
// The weights are a stream that is read once for a block. It holds for each four output channels: four times their
// biases; for each position, for each pair of input channels, a word of int16 weights a channel; four
// multipliers; four bytes of shifts (base/device/requantize_dsp.h).
#ifndef MOTE_OPS_CONV2D_KERNEL_INT8_WINOGRAD_DSP_H_
#define MOTE_OPS_CONV2D_KERNEL_INT8_WINOGRAD_DSP_H_

#include "base/device/dsp_block.h"
#include "base/device/fixed_point.h"
#include "base/device/requantize_dsp.h"
#include "ops/conv2d/kernel_int8_layer.h"

namespace mote {
namespace device {

constexpr int32_t winograd_positions = 16, winograd_rows = 4, winograd_columns = 6, winograd_outputs = 4;

// Words from one position to the next.
template <class Layer>
constexpr int32_t winograd_step(const Layer& layer) {
  return layer.input_channels;
}

// The input pixels of a block that hangs over an edge, which reads as the zero point.
template <class Layer>
inline void winograd_stage(const Layer& layer, const int8_t* input, int32_t top, int32_t left, int8_t* staging) {
  for (int32_t row = top; row < top + winograd_rows; ++row) {
    for (int32_t column = left; column < left + winograd_columns; ++column, staging += layer.input_channels) {
      if (row >= 0 && row < layer.input_height && column >= 0 && column < layer.input_width) {
        __builtin_memcpy(staging, input + (row * layer.input_width + column) * layer.input_channels,
                         layer.input_channels);
      } else {
        __builtin_memset(staging, layer.input_zero_point, layer.input_channels);
      }
    }
  }
}

// One column of four values, transformed, to the same place of four rows of positions.
inline void winograd_transform_column(uint32_t a, uint32_t b, uint32_t c, uint32_t d, int32_t step, uint32_t* tiles) {
  tiles[0] = ssub16(a, c);
  tiles[4 * step] = sadd16(b, c);
  tiles[8 * step] = ssub16(c, b);
  tiles[12 * step] = ssub16(b, d);
}

// A row of positions in place: from six columns to four positions of two tiles.
inline void winograd_transform_row(int32_t step, uint32_t* tiles) {
  const uint32_t a = tiles[0], b = tiles[1], c = tiles[step], d = tiles[step + 1];
  const uint32_t e = tiles[2 * step], f = tiles[2 * step + 1];
  tiles[0] = ssub16(a, c), tiles[1] = ssub16(c, e);
  tiles[step] = sadd16(b, c), tiles[step + 1] = sadd16(d, e);
  tiles[2 * step] = ssub16(c, b), tiles[2 * step + 1] = ssub16(e, d);
  tiles[3 * step] = ssub16(b, d), tiles[3 * step + 1] = ssub16(d, f);
}

// `values`: the block's first pixel; `pitch`: from row to row.
template <class Layer>
inline void winograd_transform_input(const Layer& layer, const int8_t* values, int32_t pitch, uint32_t* tiles) {
  const int32_t step = winograd_step(layer);
  for (int32_t channel = 0; channel < layer.input_channels; channel += 4, values += 4) {
    const int8_t* top = values;
    for (uint32_t* place = tiles; place != tiles + 3 * step; place += step) {
      for (int32_t odd = 0; odd < 2; ++odd, top += layer.input_channels) {
        const uint32_t a = load_word(top), b = load_word(top + pitch), c = load_word(top + 2 * pitch),
                       d = load_word(top + 3 * pitch);
        winograd_transform_column(sxtb16(a), sxtb16(b), sxtb16(c), sxtb16(d), step, place + odd);
        winograd_transform_column(sxtb16_high(a), sxtb16_high(b), sxtb16_high(c), sxtb16_high(d), step,
                                  place + odd + 2);
      }
    }
    for (const uint32_t* end = tiles + 4; tiles != end; tiles += 2) {
      for (int32_t row = 0; row < 4; ++row) winograd_transform_row(step, tiles + 4 * row * step);
    }
  }
}

// A column of four products: its sums for the upper and the lower outputs.
struct WinogradSums {
  int32_t upper, lower;
};

inline WinogradSums winograd_sums(int32_t a, int32_t b, int32_t c, int32_t d) { return {a + b + c, b - c - d}; }

// The 2 x 2 outputs of one channel in one tile, from every eighth of `products`; pitch: from row to row of outputs.
template <class Layer>
inline void winograd_output(const Layer& layer, const int32_t* products, int32_t bias, const DspFactor& factor,
                            int32_t pitch, int8_t* output) {
  const WinogradSums a = winograd_sums(products[0], products[32], products[64], products[96]);
  const WinogradSums b = winograd_sums(products[8], products[40] + bias, products[72], products[104]);
  const WinogradSums c = winograd_sums(products[16], products[48], products[80], products[112]);
  const WinogradSums d = winograd_sums(products[24], products[56], products[88], products[120]);
  const WinogradSums upper = winograd_sums(a.upper, b.upper, c.upper, d.upper);
  const WinogradSums lower = winograd_sums(a.lower, b.lower, c.lower, d.lower);
  output[0] = requantize_doubled(layer, upper.upper >> 1, factor);
  output[layer.output_channels] = requantize_doubled(layer, upper.lower >> 1, factor);
  output[pitch] = requantize_doubled(layer, lower.upper >> 1, factor);
  output[pitch + layer.output_channels] = requantize_doubled(layer, lower.lower >> 1, factor);
}

// scratch: tiles, products, then the staged input pixels.
template <class Layer>
inline void winograd_block(const Layer& layer, const int8_t* input, int32_t top, int32_t left, int8_t* output,
                           uint32_t* tiles) {
  int32_t* products = reinterpret_cast<int32_t*>(tiles + winograd_positions * layer.input_channels);
  const int32_t pitch = layer.output_width * layer.output_channels;
  if (top >= 0 && left >= 0 && top + winograd_rows <= layer.input_height &&
      left + winograd_columns <= layer.input_width) {
    const int32_t row_values = layer.input_width * layer.input_channels;
    winograd_transform_input(layer, input + top * row_values + left * layer.input_channels, row_values, tiles);
  } else {
    int8_t* staging = reinterpret_cast<int8_t*>(products + 8 * winograd_positions);
    winograd_stage(layer, input, top, left, staging);
    winograd_transform_input(layer, staging, winograd_columns * layer.input_channels, tiles);
  }
  const uint32_t* stream = reinterpret_cast<const uint32_t*>(layer.weights);
  for (int32_t channel = 0; channel < layer.output_channels; channel += 4) {
    const int32_t* bias = reinterpret_cast<const int32_t*>(stream);
    stream += 4;
    multiply_four_by_two({stream, tiles, tiles + layer.input_channels, 4 * layer.input_channels, products,
                          products + 8 * winograd_positions});
    stream += 2 * winograd_positions * layer.input_channels;
    for (int32_t i = 0; i < 4; ++i, ++output) {
      const int32_t shift = reinterpret_cast<const int8_t*>(stream + 4)[i];
      const DspFactor factor = dsp_factor(layer, load_int32(stream + i), shift);
      winograd_output(layer, products + 2 * i, bias[i], factor, pitch, output);
      winograd_output(layer, products + 2 * i + 1, bias[i], factor, pitch, output + 2 * layer.output_channels);
    }
    stream += 5;
  }
}

template <class Layer>
__attribute__((noinline)) void conv2d_int8_winograd_dsp(const Layer& layer, const int8_t* input, int8_t* output,
                                                        void* scratch) {
  for (int32_t batch = 0; batch < layer.batches; ++batch) {
    for (int32_t row = 0; row < layer.output_height; row += 2) {
      const int32_t y = minimum(row, layer.output_height - 2);
      for (int32_t column = 0; column < layer.output_width; column += winograd_outputs) {
        const int32_t x = minimum(column, layer.output_width - winograd_outputs);
        winograd_block(layer, input, y - layer.pad_top, x - layer.pad_left,
                       output + (y * layer.output_width + x) * layer.output_channels, static_cast<uint32_t*>(scratch));
      }
    }
    input += layer.input_height * layer.input_width * layer.input_channels;
    output += layer.output_height * layer.output_width * layer.output_channels;
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_CONV2D_KERNEL_INT8_WINOGRAD_DSP_H_
