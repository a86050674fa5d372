// The tiles of Winograd's F(2x2, 3x3) for cores without packed arithmetic (ops/conv2d/winograd.h has the matrices): 4x4
// inputs of a channel to 16 values, and 16 products to the 2x2 outputs.
// Source of the transforms: A. Lavin, S. Gray, Fast Algorithms for Convolutional Neural Networks, 2015.
#ifndef MOTE_OPS_CONV2D_KERNEL_TILES_H_
#define MOTE_OPS_CONV2D_KERNEL_TILES_H_

#include "base/device/fixed_point.h"
#include "ops/conv2d/kernel_int8_layer.h"

namespace mote {
namespace device {

constexpr int32_t tile_positions = 16, tile_side = 4;

struct TileLine {
  int32_t a, b, c, d;
};

inline TileLine transform_tile_line(int32_t a, int32_t b, int32_t c, int32_t d) { return {a - c, b + c, c - b, b - d}; }

// Four values of a line, `step` apart.
inline TileLine tile_line(const int8_t* values, int32_t step) {
  return transform_tile_line(values[0], values[step], values[2 * step], values[3 * step]);
}

// A column of the transformed rows to four positions, each `step` after the other.
template <class Value>
inline void put_tile_column(int32_t a, int32_t b, int32_t c, int32_t d, int32_t step, Value* to) {
  const TileLine column = transform_tile_line(a, b, c, d);
  to[0] = static_cast<Value>(column.a);
  to[step] = static_cast<Value>(column.b);
  to[2 * step] = static_cast<Value>(column.c);
  to[3 * step] = static_cast<Value>(column.d);
}

// One channel of a tile; `position_step` is from one position to the next.
template <class Value>
inline void transform_tile(const int8_t* values, int32_t pixel_step, int32_t row_step, int32_t position_step,
                           Value* to) {
  const TileLine first = tile_line(values, pixel_step), second = tile_line(values + row_step, pixel_step);
  const TileLine third = tile_line(values + 2 * row_step, pixel_step);
  const TileLine fourth = tile_line(values + 3 * row_step, pixel_step);
  put_tile_column(first.a, second.a, third.a, fourth.a, 4 * position_step, to);
  put_tile_column(first.b, second.b, third.b, fourth.b, 4 * position_step, to + position_step);
  put_tile_column(first.c, second.c, third.c, fourth.c, 4 * position_step, to + 2 * position_step);
  put_tile_column(first.d, second.d, third.d, fourth.d, 4 * position_step, to + 3 * position_step);
}

// Where a tile's input pixels stand: in the input, or gathered in `staging` where it hangs over an edge.
struct TilePixels {
  const int8_t* values;
  int32_t row_step;
};

template <class Layer>
inline TilePixels tile_pixels(const Layer& layer, const int8_t* input, int32_t top, int32_t left, int8_t* staging) {
  const int32_t channels = layer.input_channels, row_step = layer.input_width * channels;
  if (top >= 0 && left >= 0 && top + tile_side <= layer.input_height && left + tile_side <= layer.input_width)
    return {input + top * row_step + left * channels, row_step};
  int8_t* to = staging;
  for (int32_t row = top; row < top + tile_side; ++row) {
    for (int32_t column = left; column < left + tile_side; ++column, to += channels) {
      if (row >= 0 && row < layer.input_height && column >= 0 && column < layer.input_width) {
        __builtin_memcpy(to, input + row * row_step + column * channels, channels);
      } else {
        __builtin_memset(to, layer.input_zero_point, channels);
      }
    }
  }
  return {staging, tile_side * channels};
}

// The 2 x 2 outputs, by row.
struct TileOutputs {
  int32_t first, second, third, fourth;
};

// A column of four products, `step` from row to row: its sums for the upper and the lower outputs.
struct TileSums {
  int32_t upper, lower;
};

inline TileSums tile_sums(const int32_t* products, int32_t step) {
  const int32_t b = products[step], c = products[2 * step];
  return {products[0] + b + c, b - c - products[3 * step]};
}

// From 16 products, each `step` after the other.
inline TileOutputs tile_outputs(const int32_t* products, int32_t step) {
  const TileSums a = tile_sums(products, 4 * step), b = tile_sums(products + step, 4 * step);
  const TileSums c = tile_sums(products + 2 * step, 4 * step), d = tile_sums(products + 3 * step, 4 * step);
  return {a.upper + b.upper + c.upper, b.upper - c.upper - d.upper, a.lower + b.lower + c.lower,
          b.lower - c.lower - d.lower};
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_CONV2D_KERNEL_TILES_H_
