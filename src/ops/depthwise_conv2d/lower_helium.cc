// depthwise_conv2d for Helium: weights as strings, in the order of base/device/helium_patch.h; and layers of one input
// channel, which are conv2d.
#include "ops/conv2d/kernel_int8_helium.h"
#include "ops/conv2d/lower.h"
#include "ops/depthwise_conv2d/kernel_int8_helium.h"
#include "ops/depthwise_conv2d/lower.h"
#include "ops/helium_stream.h"

namespace mote::depthwise_conv2d {
namespace {

using device::Conv2dInt8Layer;
using device::DepthwiseConv2dInt8Layer;

constexpr int32_t patch_values = 16;

std::optional<std::vector<HeliumFactor>> factors_of(const Call& call) {
  return helium_factors(call, call.output().shape[3], WeightOrder::channels_last);
}

bool has_patches(const DepthwiseConv2dInt8Layer& l) {
  if (l.dilation_height != 1 || l.dilation_width != 1 || l.input_channels != l.output_channels) return false;
  const auto h = device::depthwise_helium(l);
  const int32_t taps = l.kernel_height * l.kernel_width, furthest = (l.output_width + 8) * l.output_channels;
  if (furthest > UINT16_MAX) return false;
  if (h.line() && !h.shared()) return taps <= patch_values;
  if (h.line()) return h.words_a_step() <= 2 && taps + 3 * h.words_a_step() <= patch_values;
  return h.shared() || (l.kernel_height <= 4 && l.kernel_width <= 4 && l.stride_width <= 2);
}

std::vector<int8_t> strings(const std::vector<int8_t>& weights, const DepthwiseConv2dInt8Layer& layer) {
  const size_t start = device::depthwise_helium(layer).string_start();
  const bool line = device::depthwise_helium(layer).line();
  std::vector<int8_t> bytes(layer.output_channels * patch_values + patch_values);
  for (size_t i = 0; i < weights.size(); ++i) {
    const size_t tap = i / layer.output_channels, y = tap / layer.kernel_width, x = tap % layer.kernel_width;
    bytes[i % layer.output_channels * patch_values + start + (line ? tap : 4 * x + y)] = weights[i];
  }
  return bytes;
}

Conv2dInt8Layer conv2d_layer(const Call& call) {
  const DepthwiseConv2dInt8Layer l = int8_layer(call);
  Conv2dInt8Layer layer{};
  layer.batches = l.batches;
  layer.input_height = l.input_height, layer.input_width = l.input_width;
  layer.output_height = l.output_height, layer.output_width = l.output_width;
  layer.input_channels = layer.kernel_channels = 1, layer.output_channels = l.output_channels;
  layer.kernel_height = l.kernel_height, layer.kernel_width = l.kernel_width;
  layer.stride_height = l.stride_height, layer.stride_width = l.stride_width;
  layer.dilation_height = l.dilation_height, layer.dilation_width = l.dilation_width;
  layer.pad_top = l.pad_top, layer.pad_left = l.pad_left;
  layer.input_zero_point = l.input_zero_point, layer.output_zero_point = l.output_zero_point;
  layer.output_min = l.output_min, layer.output_max = l.output_max;
  return layer;
}

}  // namespace

bool serves_int8_helium(const Call& call) {
  if (!serves_int8(call) || !has_patches(int8_layer(call)) || !factors_of(call)) return false;
  DepthwiseConv2dInt8Layer layer = int8_layer(call);
  layer.large_factors = has_large_factor(*factors_of(call));
  return device::helium_rounding(layer) != device::helium_rounds_away_or_keeps;
}

Lowered lower_int8_helium(const Call& call) {
  DepthwiseConv2dInt8Layer layer = int8_layer(call);
  const auto factors = *factors_of(call);
  const auto bias = folded_bias(call, layer.output_channels, WeightOrder::channels_last);
  layer.large_factors = has_large_factor(factors);
  std::vector<int32_t> words;
  for (size_t c = 0; c < factors.size(); ++c)
    words.insert(words.end(), {bias[c], factors[c].multiplier, factors[c].shift});
  std::vector<Table> tables = {Table::of<int8_t>("weights", strings(call.input(1).values<int8_t>(), layer)),
                               Table::of<int32_t>("bias", words)};
  const auto h = device::depthwise_helium(layer);
  return lowered(
      "DepthwiseConv2dInt8Layer", layer, [](auto& l, auto&& f) { visit_int8(l, f); }, std::move(tables), {0},
      &device::depthwise_conv2d_int8_helium<DepthwiseConv2dInt8Layer>, 16 + int64_t{4} * h.tile() * h.words() + 64);
}

InstructionCost cost_int8_helium(const Call& call) {
  const DepthwiseConv2dInt8Layer layer = int8_layer(call);
  const auto h = device::depthwise_helium(layer);
  const double tiles = double(layer.batches) * h.strips() * ((layer.output_channels + h.tile() - 1) / h.tile());
  const double channels = tiles * std::min(layer.output_channels, h.tile()),
               rounds = channels * (h.rounds() + h.rest() / 2.0);
  const double words = tiles * h.words();
  return {tiles * 50 + channels * 5 + rounds * 14 + words * 5, rounds * 8,
          tiles * 10 + channels * 6 + rounds * 3 + words * 4, rounds + words * 4, channels + rounds + words};
}

bool serves_int8_helium_one_channel(const Call& call) {
  return serves_int8(call) && call.input(0).shape[3] == 1 && factors_of(call).has_value();
}

Lowered lower_int8_helium_one_channel(const Call& call) {
  Conv2dInt8Layer layer = conv2d_layer(call);
  const auto factors = *factors_of(call);
  layer.large_factors = has_large_factor(factors);
  const std::vector<int8_t> weights = call.input(1).values<int8_t>();
  const size_t channels = layer.output_channels, taps = weights.size() / channels;
  std::vector<int8_t> by_channel(weights.size());
  for (size_t i = 0; i < weights.size(); ++i) by_channel[i % channels * taps + i / channels] = weights[i];
  std::vector<Table> tables = {Table::of<int8_t>(
      "weights",
      helium_stream(by_channel, folded_bias(call, channels, WeightOrder::channels_last), factors, {0, 1, 2, 3}))};
  return lowered(
      "Conv2dInt8Layer", layer, [](auto& l, auto&& f) { conv2d::visit_int8(l, f); }, std::move(tables), {0},
      &device::conv2d_int8_helium<Conv2dInt8Layer>, device::conv2d_helium_scratch(layer));
}

InstructionCost cost_int8_helium_one_channel(const Call& call) { return conv2d::cost_of_helium(conv2d_layer(call)); }

}  // namespace mote::depthwise_conv2d
