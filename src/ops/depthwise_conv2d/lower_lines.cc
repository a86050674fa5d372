// depthwise_conv2d from planes of a channel: weights in the order of kernel_lines.h.
#include "ops/depthwise_conv2d/kernel_int8_fours.h"
#include "ops/depthwise_conv2d/kernel_int8_lines.h"
#include "ops/depthwise_conv2d/lower.h"
#include "ops/product_streams.h"

namespace mote::depthwise_conv2d {
namespace {

using device::DepthwiseConv2dInt8Layer;

std::vector<StreamFactor> factors_of(const Call& call) {
  return *stream_factors(call, call.output().shape[3], WeightOrder::channels_last);
}

// `offset` is what the kernel adds to each value.
std::vector<int8_t> weight_stream(const Call& call, const DepthwiseConv2dInt8Layer& layer, int32_t offset) {
  const std::vector<int8_t> weights = call.input(1).values<int8_t>();
  const int32_t channels = layer.output_channels;
  std::vector<int32_t> bias = folded_bias(call, channels, WeightOrder::channels_last);
  const std::vector<StreamFactor> factors = factors_of(call);
  for (size_t i = 0; i < weights.size(); ++i) bias[i % channels] -= offset * weights[i];
  const bool upright = device::lines_are_upright(layer);
  const device::LineAxis along = device::along_lines(layer), across = device::across_lines(layer);
  WeightStream stream;
  for (int32_t c = 0; c < channels; ++c) {
    const size_t end = stream.size() + device::line_stream_bytes(layer);
    stream.add_word(bias[c]), stream.add_word(factors[c].multiplier);
    for (int32_t line = 0; line < across.kernel; ++line)
      for (int32_t i = 0; i < 3 * along.parts(); ++i) {
        const int32_t tap = upright ? i * across.kernel + line : line * along.kernel + i;
        stream.add_byte(i < along.kernel ? weights[tap * channels + c] : 0);
      }
    stream.add_byte(factors[c].right_shift);
    stream.fill_to(end);
  }
  return stream.bytes();
}

Lowered lower(const DepthwiseConv2dInt8Layer& layer, const std::vector<int8_t>& stream, auto kernel,
              int64_t scratch_bytes) {
  std::vector<Table> tables = {Table::of<int8_t>("weights", stream)};
  return lowered(
      "DepthwiseConv2dInt8Layer", layer, [](auto& l, auto&& f) { visit_int8(l, f); }, std::move(tables), {0}, kernel,
      scratch_bytes);
}

}  // namespace

bool serves_int8_fours(const Call& call) {
  if (!serves_int8(call)) return false;
  const DepthwiseConv2dInt8Layer layer = int8_layer(call);
  return layer.dilation_height == 1 && layer.dilation_width == 1 &&
         stream_factors(call, layer.output_channels, WeightOrder::channels_last).has_value();
}

bool serves_int8_lines(const Call& call) {
  return serves_int8_fours(call) && device::along_lines(int8_layer(call)).stride <= 2 &&
         !has_large_factor(factors_of(call));
}

Lowered lower_int8_fours(const Call& call) {
  DepthwiseConv2dInt8Layer layer = int8_layer(call);
  layer.large_factors = has_large_factor(factors_of(call));
  return lower(layer, weight_stream(call, layer, 0), &device::depthwise_conv2d_int8_fours<DepthwiseConv2dInt8Layer>,
               device::line_plane_bytes(layer));
}

Lowered lower_int8_lines(const Call& call) {
  const DepthwiseConv2dInt8Layer layer = int8_layer(call);
  return lower(layer, weight_stream(call, layer, 128), &device::depthwise_conv2d_int8_lines<DepthwiseConv2dInt8Layer>,
               4 * device::line_weights(layer) + device::line_plane_bytes(layer));
}

InstructionCost cost_int8_fours(const Call& call) {
  const DepthwiseConv2dInt8Layer layer = int8_layer(call);
  const device::LineAxis along = device::along_lines(layer), across = device::across_lines(layer);
  const double lines = double(layer.batches) * layer.output_channels * across.output;
  const double outputs = lines * along.output, macs = outputs * device::line_stream_weights(layer);
  const double gathered = static_cast<double>(call.input(0).elements());
  return {macs * 2.5 + outputs * 30 + gathered * 1.5 + lines * 10, macs + outputs, macs * 2 + outputs * 2 + gathered,
          outputs + gathered, outputs * 3 + gathered * 0.5};
}

InstructionCost cost_int8_lines(const Call& call) {
  const DepthwiseConv2dInt8Layer layer = int8_layer(call);
  const device::LineAxis along = device::along_lines(layer), across = device::across_lines(layer);
  const double lines = double(layer.batches) * layer.output_channels * across.output;
  const double outputs = lines * ((along.output + 3) / 4 * 4), macs = outputs * device::line_weights(layer) * 0.75;
  const double gathered = static_cast<double>(call.input(0).elements());
  return {macs * 1.1 + outputs * 24 + gathered * 2 + lines * 40, macs, macs * 1.3 + outputs * 7 + gathered,
          outputs + gathered, macs * 0.1 + outputs * 3 + gathered};
}

}  // namespace mote::depthwise_conv2d
