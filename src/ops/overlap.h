// How far before an input its output may begin where both share memory: what rows of variants.def say of their kernels.
// ops/equivalence_test.cc runs every kernel with that much overlap.
#pragma once

#include <numeric>

#include "ops/operator.h"
#include "ops/window.h"

namespace mote {

// Each element of the output is written after the input's element at the same place was read, in rising order.
std::optional<Overlap> elementwise_overlap(const Call& call, int input);

// Windows over an input of [batches, height, width, channels], with the sizes of its pixels and the output's.
struct WindowReads {
  WindowAxis height, width;
  int64_t batches, input_pixel_bytes, output_pixel_bytes, output_element_bytes;
};

// `pixels` at a time: their windows are read, then their outputs written; the last ones may overlap those before.
// 0: pixel by pixel, and a pixel's window is read again for each of its channels.
Overlap window_overlap(const WindowReads& reads, int64_t pixels);

// Tiles of rows x columns of outputs from left to right, then down, the last ones of both may overlap those before:
// all that a tile needs is read, then its outputs are written.
Overlap tile_overlap(const WindowReads& reads, int64_t rows, int64_t columns);

// The reads of operators with weights of [.., height, width, ..].
template <class Attributes>
WindowReads weighted_window_reads(const Call& call) {
  const auto& a = call.as<Attributes>();
  const Shape &in = call.input(0).shape, &kernel = call.input(1).shape;
  const auto element = static_cast<int64_t>(byte_size(call.output().type));
  return {{"height", in[1], kernel[1], a.stride_height, a.dilation_height, a.pad_top, a.pad_bottom},
          {"width", in[2], kernel[2], a.stride_width, a.dilation_width, a.pad_left, a.pad_right},
          in[0],
          in[3] * element,
          call.output().shape[3] * element,
          element};
}

template <class Attributes, int64_t pixels>
std::optional<Overlap> weighted_window_overlap(const Call& call, int input) {
  if (input != 0) return std::nullopt;
  return window_overlap(weighted_window_reads<Attributes>(call), pixels);
}

template <class Attributes, int64_t rows, int64_t columns>
std::optional<Overlap> weighted_tile_overlap(const Call& call, int input) {
  if (input != 0) return std::nullopt;
  return tile_overlap(weighted_window_reads<Attributes>(call), rows, columns);
}

// Kernels that copy a channel, then write that channel: any distance of whole pixels keeps the other channels.
std::optional<Overlap> channelwise_overlap(const Call& call, int input);

}  // namespace mote
