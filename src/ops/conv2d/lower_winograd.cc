// conv2d by Winograd's transform for the DSP extension: weights in the order of kernel_int8_winograd_dsp.h.
#include "ops/conv2d/kernel_int8_winograd_dsp.h"
#include "ops/conv2d/lower.h"
#include "ops/conv2d/winograd.h"
#include "ops/dsp_stream.h"
#include "ops/quantized.h"

namespace mote::conv2d {
namespace {

using device::Conv2dInt8Layer;

// The channels of the pairs of each four.
constexpr int32_t paired_channels[][2] = {{0, 2}, {1, 3}};

// The weights of four output channels, position by position.
void add_weights(const Conv2dInt8Layer& layer, const std::vector<int8_t>& weights, int32_t first,
                 WeightStream& stream) {
  std::vector<std::array<int32_t, 16>> transformed;
  for (int32_t c = first; c < first + 4; ++c)
    for (int32_t input = 0; input < layer.input_channels; ++input)
      transformed.push_back(winograd_weights(weights, layer.input_channels, c, input));
  for (int32_t position = 0; position < device::winograd_positions; ++position)
    for (int32_t input = 0; input < layer.input_channels; input += 4)
      for (const auto& pair : paired_channels)
        for (int32_t c = 0; c < 4; ++c)
          for (int32_t half : pair) stream.add_half(transformed[c * layer.input_channels + input + half][position]);
}

std::vector<int8_t> weight_stream(const Call& call, const Conv2dInt8Layer& layer) {
  const std::vector<int8_t> weights = call.input(1).values<int8_t>();
  const std::vector<DspChannel> channels = *dsp_channels(call, layer.output_channels);
  WeightStream stream;
  for (int32_t first = 0; first < layer.output_channels; first += 4) {
    for (int32_t c = first; c < first + 4; ++c) stream.add_word(4 * channels[c].bias);
    add_weights(layer, weights, first, stream);
    for (int32_t c = first; c < first + 4; ++c) stream.add_word(channels[c].factor.multiplier);
    for (int32_t c = first; c < first + 4; ++c) stream.add_byte(dsp_shift(channels[c]));
  }
  return stream.bytes();
}

}  // namespace

bool serves_int8_winograd_dsp(const Call& call) { return serves_winograd(call); }

Lowered lower_int8_winograd_dsp(const Call& call) {
  Conv2dInt8Layer layer = int8_layer(call);
  std::vector<Table> tables = {Table::of<int8_t>("weights", weight_stream(call, layer))};
  const int64_t tile_bytes = int64_t{device::winograd_positions} * layer.input_channels * 4;
  const int64_t product_bytes = device::winograd_positions * 8 * 4;
  const int64_t staged_bytes = int64_t{device::winograd_rows} * device::winograd_columns * layer.input_channels;
  return lowered(
      "Conv2dInt8Layer", layer, [](auto& l, auto&& f) { visit_int8(l, f); }, std::move(tables), {0},
      &device::conv2d_int8_winograd_dsp<Conv2dInt8Layer>, tile_bytes + product_bytes + staged_bytes);
}

InstructionCost cost_int8_winograd_dsp(const Call& call) {
  const Conv2dInt8Layer layer = int8_layer(call);
  const double blocks = double(layer.batches) * ((layer.output_height + 1) / 2) * ((layer.output_width + 3) / 4);
  const double pairs = blocks * layer.input_channels / 2, fours = blocks * layer.output_channels / 4;
  const double steps = fours * 16 * layer.input_channels / 2;
  return {pairs * 84 + fours * (16 * 10 + 8 * 42) + blocks * 60, steps * 8,
          pairs * 36 + steps * 3 + fours * (8 * 16 + 24), pairs * 56 + fours * (16 * 8 + 32), steps / 4 + fours * 24};
}

}  // namespace mote::conv2d
