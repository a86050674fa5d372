// conv2d of 3x3 windows, stride 1, on int8 for Armv6-M: Winograd's F(2x2, 3x3), exact in integers because the weights
// are transformed times 4 (ops/conv2d/winograd.h). 16 products make 4 outputs, where 36 would.
//
// Tile by tile, the last of which may overlap those before: for each position, for each input channel a word. Then
// eight output channels at a time multiply them. The weights are unsigned (plus 2^11); what that adds to the outputs of
// all channels is 2^11 times the inputs' sum at the rows and columns that are as even or odd as the output's.
//
// The weights are a stream that is read once for a tile. It holds for each eight output channels: four times their
// biases; for each position, for each input channel eight weights of uint16; then as base/device/eight_outputs.h says.
#ifndef MOTE_OPS_CONV2D_KERNEL_INT8_WINOGRAD_EIGHT_H_
#define MOTE_OPS_CONV2D_KERNEL_INT8_WINOGRAD_EIGHT_H_

#include "base/device/eight_outputs.h"
#include "base/device/tile_product.h"
#include "ops/conv2d/kernel_tiles.h"

namespace mote {
namespace device {

// Where everything stands in scratch.
template <class Layer>
struct WinogradTile {
  explicit WinogradTile(const Layer& layer, void* scratch)
      : values(static_cast<int32_t*>(scratch)),
        products(values + tile_positions * layer.input_channels),
        sums(products + tile_positions * 8),
        staging(reinterpret_cast<int8_t*>(sums + 4 * 8)) {}
  int32_t* values;
  int32_t* products;
  int32_t* sums;  // of each output pixel those of eight channels
  int8_t* staging;
};

template <class Layer>
constexpr int32_t winograd_tile_bytes(const Layer& layer) {
  return tile_positions * layer.input_channels * 5 + (tile_positions + 4) * 32;
}

// The sums of the inputs at even and odd rows and columns.
inline TileOutputs tile_parity_sums(const int8_t* values, int32_t channels, int32_t row_step) {
  int32_t sums[4];
  for (int32_t i = 0; i < 4; ++i) {
    const int8_t* first = values + i / 2 * row_step + i % 2 * channels;
    const int8_t* second = first + 2 * row_step;
    int32_t sum = 0;
    for (const int8_t* end = first + channels; first != end; ++first, ++second) {
      sum += first[0] + first[2 * channels] + second[0] + second[2 * channels];
    }
    sums[i] = sum;
  }
  return {sums[0], sums[1], sums[2], sums[3]};
}

template <class Layer>
inline void winograd_tile_sums(const WinogradTile<Layer>& tile, const int8_t* bias, const TileOutputs& less) {
  int32_t* sums = tile.sums;
  for (int32_t c = 0; c < 8; ++c, ++sums) {
    const TileOutputs outputs = tile_outputs(tile.products + c, 8);
    const int32_t own = load_int32(bias + 4 * c);
    sums[0] = (outputs.first - less.first * 2048 + own) >> 2;
    sums[8] = (outputs.second - less.second * 2048 + own) >> 2;
    sums[16] = (outputs.third - less.third * 2048 + own) >> 2;
    sums[24] = (outputs.fourth - less.fourth * 2048 + own) >> 2;
  }
}

// All output channels of a tile.
template <class Layer>
inline void winograd_tile_multiply(const Layer& layer, const WinogradTile<Layer>& tile, const TileOutputs& less,
                                   int8_t* output) {
  const int32_t step = layer.output_channels, pitch = layer.output_width * step;
  const ProductJob job = product_job(layer, nullptr, nullptr);
  const int8_t* stream = layer.weights;
  for (int32_t channel = 0; channel < layer.output_channels; channel += 8, output += 8) {
    const int8_t* weights = stream + 32;
    multiply_tile(tile.values, reinterpret_cast<const uint16_t*>(weights), 4 * layer.input_channels, tile.products);
    winograd_tile_sums(tile, stream, less);
    stream = weights + 16 * tile_positions * layer.input_channels;
    put_eight_outputs(tile.sums, stream, output, &job);
    put_eight_outputs(tile.sums + 8, stream, output + step, &job);
    put_eight_outputs(tile.sums + 16, stream, output + pitch, &job);
    put_eight_outputs(tile.sums + 24, stream, output + pitch + step, &job);
    stream += 80;
  }
}

template <class Layer>
inline void winograd_tile(const Layer& layer, const int8_t* input, int32_t top, int32_t left, int8_t* output,
                          const WinogradTile<Layer>& tile) {
  const TilePixels pixels = tile_pixels(layer, input, top, left, tile.staging);
  int32_t* to = tile.values;
  for (const int8_t* values = pixels.values; values != pixels.values + layer.input_channels; ++values, ++to) {
    transform_tile(values, layer.input_channels, pixels.row_step, layer.input_channels, to);
  }
  winograd_tile_multiply(layer, tile, tile_parity_sums(pixels.values, layer.input_channels, pixels.row_step), output);
}

// scratch: the tile, its products, sums, input pixels.
template <class Layer>
inline void conv2d_int8_winograd_eight(const Layer& layer, const int8_t* input, int8_t* output, void* scratch) {
  const WinogradTile<Layer> tile(layer, scratch);
  for (int32_t batch = 0; batch < layer.batches; ++batch) {
    for (int32_t row = 0; row < layer.output_height; row += 2) {
      const int32_t y = minimum(row, layer.output_height - 2);
      for (int32_t column = 0; column < layer.output_width; column += 2) {
        const int32_t x = minimum(column, layer.output_width - 2);
        winograd_tile(layer, input, y - layer.pad_top, x - layer.pad_left,
                      output + (y * layer.output_width + x) * layer.output_channels, tile);
      }
    }
    input += layer.input_height * layer.input_width * layer.input_channels;
    output += layer.output_height * layer.output_width * layer.output_channels;
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_CONV2D_KERNEL_INT8_WINOGRAD_EIGHT_H_
