// conv2d by Winograd's transform for cores without packed arithmetic: weights in the orders of
// kernel_int8_winograd_blocks.h and kernel_int8_winograd_eight.h.
#include "ops/conv2d/attributes.h"
#include "ops/conv2d/kernel_int8_winograd_blocks.h"
#include "ops/conv2d/kernel_int8_winograd_eight.h"
#include "ops/conv2d/lower.h"
#include "ops/conv2d/winograd.h"
#include "ops/overlap.h"
#include "ops/product_streams.h"

namespace mote::conv2d {
namespace {

using device::Conv2dInt8Layer;

// What both streams are made of.
struct Winograd {
  explicit Winograd(const Call& call)
      : layer(int8_layer(call)),
        weights(call.input(1).values<int8_t>()),
        bias(folded_bias(call, layer.output_channels)),
        factors(*stream_factors(call, layer.output_channels)) {}

  // For `count` output channels from `first` on, plus `offset`.
  void add_weights(int32_t first, int32_t count, int32_t offset, WeightStream& stream) const {
    std::vector<std::array<int32_t, 16>> transformed;
    for (int32_t input = 0; input < layer.input_channels; ++input)
      for (int32_t c = first; c < first + count; ++c)
        transformed.push_back(winograd_weights(weights, layer.input_channels, c, input));
    for (int32_t position = 0; position < device::tile_positions; ++position)
      for (const std::array<int32_t, 16>& tile : transformed) stream.add_half(tile[position] + offset);
  }

  Conv2dInt8Layer layer;
  std::vector<int8_t> weights;
  std::vector<int32_t> bias;
  std::vector<StreamFactor> factors;
};

std::vector<int8_t> block_stream_of(const Winograd& winograd) {
  WeightStream stream;
  for (int32_t first = 0; first < winograd.layer.output_channels; first += 4) {
    for (int32_t c = first; c < first + 4; ++c) stream.add_word(4 * winograd.bias[c]);
    winograd.add_weights(first, 4, 0, stream);
    for (int32_t c = first; c < first + 4; ++c) stream.add_word(winograd.factors[c].multiplier);
    for (int32_t c = first; c < first + 4; ++c) stream.add_byte(winograd.factors[c].right_shift);
  }
  return stream.bytes();
}

std::vector<int8_t> eight_stream_of(const Winograd& winograd) {
  WeightStream stream;
  for (int32_t first = 0; first < winograd.layer.output_channels; first += 8) {
    for (int32_t c = first; c < first + 8; ++c) stream.add_word(4 * winograd.bias[c]);
    winograd.add_weights(first, 8, 2048, stream);
    add_eight_factors(&winograd.factors[first], winograd.layer.output_zero_point, stream);
  }
  return stream.bytes();
}

Lowered lower(const Conv2dInt8Layer& layer, const std::vector<int8_t>& stream, auto kernel, int64_t scratch_bytes) {
  std::vector<Table> tables = {Table::of<int8_t>("weights", stream)};
  return lowered(
      "Conv2dInt8Layer", layer, [](auto& l, auto&& f) { visit_int8(l, f); }, std::move(tables), {0}, kernel,
      scratch_bytes);
}

// Tiles of a layer that are made `side_by_side` at a time.
double tiles_of(const Conv2dInt8Layer& layer, int32_t side_by_side) {
  const int32_t width = 2 * side_by_side;
  return double(layer.batches) * ((layer.output_height + 1) / 2) * ((layer.output_width + width - 1) / width) *
         side_by_side;
}

}  // namespace

bool serves_int8_winograd_blocks(const Call& call) {
  return serves_winograd(call) && call.output().shape[2] >= 2 * device::winograd_block_tiles;
}
bool serves_int8_winograd_eight(const Call& call) { return serves_winograd(call) && call.output().shape[3] % 8 == 0; }

Lowered lower_int8_winograd_blocks(const Call& call) {
  const Winograd winograd(call);
  return lower(winograd.layer, block_stream_of(winograd), &device::conv2d_int8_winograd_blocks<Conv2dInt8Layer>,
               device::winograd_block_bytes(winograd.layer));
}
Lowered lower_int8_winograd_eight(const Call& call) {
  const Winograd winograd(call);
  return lower(winograd.layer, eight_stream_of(winograd), &device::conv2d_int8_winograd_eight<Conv2dInt8Layer>,
               device::winograd_tile_bytes(winograd.layer));
}

std::optional<Overlap> two_rows_overlap(const Call& call, int input) {
  if (input != 0 || call.input(0).shape[0] != 1) return std::nullopt;
  const auto& a = call.as<Conv2dAttributes>();
  const Shape &in = call.input(0).shape, &kernel = call.input(1).shape, &out = call.output().shape;
  const int64_t pixels = int64_t{2} * out[2];
  Overlap overlap =
      window_overlap({{"height", in[1], kernel[1], a.stride_height, a.dilation_height, a.pad_top, a.pad_bottom},
                      {"width", in[2], kernel[2], a.stride_width, a.dilation_width, a.pad_left, a.pad_right},
                      in[0],
                      in[3],
                      out[3],
                      1},
                     pixels);
  overlap.distance += pixels * out[3];
  return overlap;
}

InstructionCost cost_int8_winograd_blocks(const Call& call) {
  const Conv2dInt8Layer layer = int8_layer(call);
  const double tiles = tiles_of(layer, device::winograd_block_tiles), inputs = tiles * layer.input_channels;
  const double products = inputs * layer.output_channels * 16, outputs = tiles * layer.output_channels * 4;
  return {products * 1.05 + inputs * 45 + outputs * 22, products + outputs * 2,
          products * 0.5 + inputs * 18 + outputs * 8, inputs * 16 + outputs * 5, products * 0.02 + outputs * 2};
}
InstructionCost cost_int8_winograd_eight(const Call& call) {
  const Conv2dInt8Layer layer = int8_layer(call);
  const double tiles = tiles_of(layer, 1), inputs = tiles * layer.input_channels;
  const double products = inputs * layer.output_channels * 16, outputs = tiles * layer.output_channels * 4;
  return {products * 1.15 + inputs * 120 + outputs * 35, products + outputs * 4,
          products * 1.15 + inputs * 40 + outputs * 12, inputs * 16 + outputs * 6, products * 0.03 + outputs * 2};
}

}  // namespace mote::conv2d
