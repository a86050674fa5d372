// conv2d of 3x3 windows, stride 1, on int8 for cores with many registers: Winograd's F(2x2, 3x3), exact in integers
// because the weights are transformed times 4 (ops/conv2d/winograd.h). 16 products make 4 outputs, where 36 would.
//
// Four tiles side by side, the last of which may overlap those before, are transformed to int16: for each position, for
// each input channel four values. Then four output channels at a time multiply them.
//
// The weights are a stream that is read once for four tiles. It holds for each four output channels: four times their
// biases; for each position, for each input channel four weights of int16; four multipliers; four bytes of shifts.
#ifndef MOTE_OPS_CONV2D_KERNEL_INT8_WINOGRAD_BLOCKS_H_
#define MOTE_OPS_CONV2D_KERNEL_INT8_WINOGRAD_BLOCKS_H_

#include "base/device/block_half_product.h"
#include "base/device/memory.h"
#include "base/device/requantize.h"
#include "ops/conv2d/kernel_tiles.h"

namespace mote {
namespace device {

constexpr int32_t winograd_block_tiles = 4;

// Where everything stands in scratch.
template <class Layer>
struct WinogradBlock {
  explicit WinogradBlock(const Layer& layer, void* scratch)
      : tiles(static_cast<int16_t*>(scratch)),
        products(reinterpret_cast<int32_t*>(tiles + tile_positions * layer.input_channels * winograd_block_tiles)),
        staging(reinterpret_cast<int8_t*>(products + tile_positions * 16)) {}
  int16_t* tiles;
  int32_t* products;
  int8_t* staging;
};

template <class Layer>
constexpr int32_t winograd_block_bytes(const Layer& layer) {
  return tile_positions * layer.input_channels * (2 * winograd_block_tiles + 1) + tile_positions * 64;
}

template <class Layer>
inline void winograd_block_input(const Layer& layer, const int8_t* input, int32_t top, int32_t left,
                                 const WinogradBlock<Layer>& block) {
  for (int32_t tile = 0; tile < winograd_block_tiles; ++tile) {
    const TilePixels pixels = tile_pixels(layer, input, top, left + 2 * tile, block.staging);
    int16_t* to = block.tiles + tile;
    for (const int8_t* values = pixels.values; values != pixels.values + layer.input_channels; ++values, to += 4) {
      transform_tile(values, layer.input_channels, pixels.row_step, 4 * layer.input_channels, to);
    }
  }
}

// One output channel; output: of the first tile.
template <class Layer>
inline void winograd_block_output(const Layer& layer, const int32_t* products, int32_t bias,
                                  const ChannelFactor& factor, int8_t* output) {
  const int32_t step = layer.output_channels, pitch = layer.output_width * step;
  for (const int32_t* end = products + 4; products != end; ++products, output += 2 * step) {
    const TileOutputs sums = tile_outputs(products, 16);
    output[0] = requantize(layer, (sums.first + bias) >> 2, factor);
    output[step] = requantize(layer, (sums.second + bias) >> 2, factor);
    output[pitch] = requantize(layer, (sums.third + bias) >> 2, factor);
    output[pitch + step] = requantize(layer, (sums.fourth + bias) >> 2, factor);
  }
}

template <class Layer>
inline void winograd_block_multiply(const Layer& layer, const WinogradBlock<Layer>& block, int8_t* output) {
  const int32_t values = 4 * layer.input_channels;
  const int8_t* stream = layer.weights;
  for (int32_t channel = 0; channel < layer.output_channels; channel += 4) {
    const int8_t* bias = stream;
    stream += 16;
    multiply_half_blocks(block.tiles, reinterpret_cast<const int16_t*>(stream), block.tiles + values, block.products);
    stream += 2 * tile_positions * values;
    for (int32_t i = 0; i < 4; ++i, ++output) {
      const ChannelFactor factor = channel_factor(layer, load_int32(stream + 4 * i), stream[16 + i]);
      winograd_block_output(layer, block.products + 4 * i, load_int32(bias + 4 * i), factor, output);
    }
    stream += 20;
  }
}

// scratch: tiles, products, a tile's input pixels.
template <class Layer>
inline void conv2d_int8_winograd_blocks(const Layer& layer, const int8_t* input, int8_t* output, void* scratch) {
  const WinogradBlock<Layer> block(layer, scratch);
  const int32_t last_row = layer.output_height - 2, last_column = layer.output_width - 2 * winograd_block_tiles;
  for (int32_t batch = 0; batch < layer.batches; ++batch) {
    for (int32_t row = 0; row < last_row + 2; row += 2) {
      const int32_t y = minimum(row, last_row);
      for (int32_t column = 0; column < last_column + 2 * winograd_block_tiles; column += 2 * winograd_block_tiles) {
        const int32_t x = minimum(column, last_column);
        winograd_block_input(layer, input, y - layer.pad_top, x - layer.pad_left, block);
        winograd_block_multiply(layer, block, output + (y * layer.output_width + x) * layer.output_channels);
      }
    }
    input += layer.input_height * layer.input_width * layer.input_channels;
    output += layer.output_height * layer.output_width * layer.output_channels;
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_CONV2D_KERNEL_INT8_WINOGRAD_BLOCKS_H_
