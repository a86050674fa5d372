// depthwise_conv2d along one dimension for the DSP extension: weights in the order of kernel_int8_line_dsp.h.
#include "ops/depthwise_conv2d/kernel_int8_line_dsp.h"
#include "ops/depthwise_conv2d/lower.h"
#include "ops/dsp_stream.h"
#include "ops/quantized.h"

namespace mote::depthwise_conv2d {
namespace {

using device::DepthwiseConv2dInt8Layer;

std::optional<std::vector<DspChannel>> channels_of(const Call& call) {
  return dsp_channels(call, call.output().shape[3], WeightOrder::channels_last);
}

std::vector<int8_t> weight_stream(const Call& call, const DepthwiseConv2dInt8Layer& layer) {
  const std::vector<int8_t> weights = call.input(1).values<int8_t>();
  const std::vector<DspChannel> channels = *channels_of(call);
  const int32_t taps = device::line_kernel(layer);
  WeightStream stream;
  for (int32_t c = 0; c < layer.output_channels; ++c) {
    const bool silent = is_silent(channels[c]);
    stream.add_word(dsp_bias(channels[c])), stream.add_word(doubled_multiplier(channels[c]));
    stream.add_word(dsp_shift(channels[c]));
    for (int32_t tap = 0; tap < 2 * device::line_pairs(layer); tap += 2)
      for (int32_t place : {tap, tap - 1, tap + 1, tap})
        stream.add_byte(silent || place < 0 || place >= taps ? 0 : weights[place * layer.output_channels + c]);
  }
  return stream.bytes();
}

// Size 1 across the line, where the window takes the one value there is and no padding.
bool is_line(const DepthwiseConv2dInt8Layer& l) {
  const bool upright = l.input_width == 1 && l.kernel_width == 1 && l.output_width == 1 && l.pad_left == 0;
  const bool level = l.input_height == 1 && l.kernel_height == 1 && l.output_height == 1 && l.pad_top == 0;
  return device::line_is_upright(l) ? upright && l.dilation_height == 1 : level && l.dilation_width == 1;
}

}  // namespace

bool serves_int8_line_dsp(const Call& call) {
  return serves_int8(call) && is_line(int8_layer(call)) && channels_of(call).has_value();
}

Lowered lower_int8_line_dsp(const Call& call) {
  DepthwiseConv2dInt8Layer layer = int8_layer(call);
  layer.large_factors = has_large_factor(*channels_of(call));
  std::vector<Table> tables = {Table::of<int8_t>("weights", weight_stream(call, layer))};
  return lowered(
      "DepthwiseConv2dInt8Layer", layer, [](auto& l, auto&& f) { visit_int8(l, f); }, std::move(tables), {0},
      &device::depthwise_conv2d_int8_line_dsp<DepthwiseConv2dInt8Layer>, int64_t{device::line_values(layer)} * 2);
}

InstructionCost cost_int8_line_dsp(const Call& call) {
  const DepthwiseConv2dInt8Layer layer = int8_layer(call);
  const double outputs = static_cast<double>(call.output().elements());
  const double gathered = static_cast<double>(call.input(0).elements()), channels = layer.output_channels;
  const double steps = outputs / 2 * device::line_pairs(layer);
  return {steps * 3 + outputs * 7 + gathered * 0.5 + channels * 20, steps * 2 + outputs, steps * 2 + gathered,
          outputs + gathered, steps * 0.25 + outputs};
}

}  // namespace mote::depthwise_conv2d
