// depthwise_conv2d with 3x3 windows: weights in the order of the kernels that work on planes.
#include "ops/depthwise_conv2d/kernel_int8_dsp.h"
#include "ops/depthwise_conv2d/kernel_int8_plane.h"
#include "ops/depthwise_conv2d/lower.h"
#include "ops/dsp_stream.h"
#include "ops/quantized.h"
#include "ops/weight_stream.h"

namespace mote::depthwise_conv2d {
namespace {

using device::DepthwiseConv2dInt8Layer;

int64_t plane_values(const DepthwiseConv2dInt8Layer& layer) {
  const bool upright = device::plane_is_upright(layer);
  return int64_t{device::plane_lines(device::plane_axis(layer, !upright))} *
         device::plane_positions(device::plane_axis(layer, upright));
}

// Weight `position` of a line of channel c.
int8_t weight_at(const DepthwiseConv2dInt8Layer& layer, const std::vector<int8_t>& weights, int32_t line,
                 int32_t position, int32_t c) {
  const int32_t tap = device::plane_is_upright(layer) ? position * 3 + line : line * 3 + position;
  return weights[tap * layer.output_channels + c];
}

std::optional<std::vector<StreamFactor>> factors_of(const Call& call) {
  return stream_factors(call, call.output().shape[3], WeightOrder::channels_last);
}

// For values plus 128.
std::vector<int8_t> plane_stream(const Call& call, const DepthwiseConv2dInt8Layer& layer) {
  const std::vector<int8_t> weights = call.input(1).values<int8_t>();
  auto bias = folded_bias(call, layer.output_channels, WeightOrder::channels_last);
  const auto factors = *factors_of(call);
  for (size_t i = 0; i < weights.size(); ++i) bias[i % layer.output_channels] -= 128 * weights[i];
  WeightStream stream;
  for (int32_t c = 0; c < layer.output_channels; ++c) {
    stream.add_word(bias[c]), stream.add_word(factors[c].multiplier);
    for (int32_t line = 0; line < 3; ++line)
      for (int32_t position = 0; position < 3; ++position)
        stream.add_byte(weight_at(layer, weights, line, position, c));
    stream.add_byte(factors[c].right_shift);
    stream.fill_to(stream.size() + 2);
  }
  return stream.bytes();
}

std::vector<int8_t> dsp_stream(const Call& call, const DepthwiseConv2dInt8Layer& layer) {
  const std::vector<int8_t> weights = call.input(1).values<int8_t>();
  const auto channels = *dsp_channels(call, layer.output_channels, WeightOrder::channels_last);
  WeightStream stream;
  for (int32_t c = 0; c < layer.output_channels; ++c) {
    stream.add_word(2 * channels[c].bias), stream.add_word(channels[c].factor.multiplier);
    for (int32_t line = 0; line < 3; ++line)
      for (int32_t position : {0, 1, 1, 2}) stream.add_byte(weight_at(layer, weights, line, position, c));
    stream.add_word(dsp_shift(channels[c]));
  }
  return stream.bytes();
}

bool is_plain_3x3(const DepthwiseConv2dInt8Layer& l) {
  return l.kernel_height == 3 && l.kernel_width == 3 && l.dilation_height == 1 && l.dilation_width == 1 &&
         l.stride_height <= 2 && l.stride_width <= 2;
}

Lowered lower(const Call& call, const std::vector<int8_t>& stream, int64_t value_bytes,
              void (*kernel)(const DepthwiseConv2dInt8Layer&, const int8_t*, int8_t*, void*)) {
  DepthwiseConv2dInt8Layer layer = int8_layer(call);
  layer.large_factors = has_large_factor(*factors_of(call));
  std::vector<Table> tables = {Table::of<int8_t>("weights", stream)};
  return lowered(
      "DepthwiseConv2dInt8Layer", layer, [](auto& l, auto&& f) { visit_int8(l, f); }, std::move(tables), {0}, kernel,
      plane_values(layer) * value_bytes);
}

}  // namespace

bool serves_int8_plane(const Call& call) {
  return serves_int8(call) && is_plain_3x3(int8_layer(call)) && factors_of(call).has_value();
}

// Its doubled sums leave no room for large ones.
bool serves_int8_dsp(const Call& call) {
  return serves_int8_plane(call) &&
         !has_large_factor(*dsp_channels(call, call.output().shape[3], WeightOrder::channels_last));
}

Lowered lower_int8_plane(const Call& call) {
  return lower(call, plane_stream(call, int8_layer(call)), 1,
               &device::depthwise_conv2d_int8_plane<DepthwiseConv2dInt8Layer>);
}

Lowered lower_int8_dsp(const Call& call) {
  return lower(call, dsp_stream(call, int8_layer(call)), 2,
               &device::depthwise_conv2d_int8_dsp<DepthwiseConv2dInt8Layer>);
}

InstructionCost cost_int8_plane(const Call& call) {
  const double outputs = static_cast<double>(call.output().elements());
  const double gathered = static_cast<double>(call.input(0).elements());
  const double channels = call.output().shape[3];
  return {outputs * 42 + gathered + channels * 25, outputs * 10, outputs * 18 + gathered + channels * 15,
          outputs + gathered, outputs * 2 + gathered * 0.25};
}

InstructionCost cost_int8_dsp(const Call& call) {
  const double outputs = static_cast<double>(call.output().elements());
  const double gathered = static_cast<double>(call.input(0).elements());
  const double channels = call.output().shape[3];
  const double apart = outputs * (int8_layer(call).stride_width > 1 ? 3 : 0);
  return {outputs * 4 + apart + gathered * 0.5 + channels * 25, outputs * 7,
          outputs * 3.5 + apart + gathered + channels * 15, outputs + gathered, outputs * 0.25 + gathered * 0.125};
}

}  // namespace mote::depthwise_conv2d
