// conv2d for the DSP extension: weights in the order of kernel_int8_dsp.h.
#include "ops/conv2d/kernel_int8_dsp.h"
#include "ops/conv2d/lower.h"
#include "ops/dsp_stream.h"
#include "ops/quantized.h"

namespace mote::conv2d {
namespace {

using device::Conv2dInt8Layer;

// Which two values of a window, counted over its rows, stand in each of its pairs; -1: nothing.
std::vector<std::array<int32_t, 2>> window_pairs(const Conv2dInt8Layer& layer) {
  std::vector<std::array<int32_t, 2>> pairs;
  const int32_t values = device::conv2d_dsp_row_values(layer), rows = layer.kernel_height;
  for (int32_t row = 0; row < rows; ++row) {
    const int32_t begin = row * values, whole = begin + values / 4 * 4;
    for (int32_t i = begin; i < whole; i += 4) pairs.push_back({i, i + 2}), pairs.push_back({i + 1, i + 3});
    if (values & 2) pairs.push_back({whole, whole + 1});
  }
  for (int32_t row = 0; row < rows * (values & 1); row += 2)
    pairs.push_back({(row + 1) * values - 1, row + 1 < rows ? (row + 2) * values - 1 : -1});
  return pairs;
}

std::vector<int8_t> weight_stream(const Call& call, const Conv2dInt8Layer& layer, bool mixed) {
  const std::vector<int8_t> weights = call.input(1).values<int8_t>();
  std::vector<DspChannel> channels = *dsp_channels(call, layer.output_channels);
  channels.push_back({});
  const int32_t values = layer.kernel_height * device::conv2d_dsp_row_values(layer);
  const auto order = window_pairs(layer);
  WeightStream stream;
  for (int32_t channel = 0; channel < layer.output_channels; channel += 2) {
    const DspChannel &first = channels[channel], &second = channels[channel + 1];
    stream.add_word(dsp_bias(first));
    stream.add_word(mixed ? both_rows(dsp_bias(first), dsp_bias(second)) : dsp_bias(second));
    const auto weight = [&](int32_t c, int32_t value) -> int32_t {
      return value < 0 || is_silent(channels[c]) ? 0 : weights[c * values + value];
    };
    for (const auto& pair : order)
      for (int32_t value : pair) {
        const int32_t low = weight(channel, value), high = weight(channel + 1, value);
        stream.add_half(mixed ? both_rows(low, high) : (high << 8 | (low & 0xFF)));
      }
    stream.add_word(doubled_multiplier(first)), stream.add_word(doubled_multiplier(second));
    stream.add_word(dsp_shift(first) | dsp_shift(second) << 8);
  }
  return stream.bytes();
}

Lowered lower(const Call& call, bool mixed, void (*kernel)(const Conv2dInt8Layer&, const int8_t*, int8_t*, void*)) {
  Conv2dInt8Layer layer = int8_layer(call);
  layer.large_factors = has_large_factor(*dsp_channels(call, layer.output_channels));
  std::vector<Table> tables = {Table::of<int8_t>("weights", weight_stream(call, layer, mixed))};
  const int64_t row_bytes = device::conv2d_dsp_row_values(layer);
  return lowered(
      "Conv2dInt8Layer", layer, [](auto& l, auto&& f) { visit_int8(l, f); }, std::move(tables), {0}, kernel,
      int64_t{device::conv2d_dsp_pairs(layer)} * device::conv2d_dsp_pixels * 4 + row_bytes);
}

// Instructions besides the eight multiplications of a step, and besides the one of an output.
InstructionCost cost(const Call& call, double step, double output) {
  const Conv2dInt8Layer layer = int8_layer(call);
  const double pairs = device::conv2d_dsp_pairs(layer), channel_pairs = (layer.output_channels + 1) / 2;
  const double pixels = double(layer.batches) * layer.output_height * layer.output_width;
  const double steps = pixels / 4 * channel_pairs * pairs, outputs = pixels * 2 * channel_pairs;
  const double widened = pixels * pairs, fours = (pairs - 1) / 4;
  return {steps * (step - 3) + outputs * output + widened * 1.25 + pixels * 8, steps * 8 + outputs,
          steps * 3 + outputs * 1.5 + widened * 0.5, outputs * 1.25 + widened, steps / 4 * (fours > 1) + outputs / 4};
}

}  // namespace

bool serves_int8_dsp(const Call& call) {
  const Shape& out = call.output().shape;
  return serves_int8(call) && has_one_group(call) && int64_t{out[0]} * out[1] * out[2] >= device::conv2d_dsp_pixels &&
         stream_factors(call, out[3]).has_value();
}

bool serves_int8_dsp_mixed(const Call& call) {
  return serves_int8_dsp(call) && serves_mixed_rows(call, *dsp_channels(call, call.output().shape[3]));
}

Lowered lower_int8_dsp(const Call& call) { return lower(call, false, &device::conv2d_int8_dsp<Conv2dInt8Layer>); }
Lowered lower_int8_dsp_mixed(const Call& call) {
  return lower(call, true, &device::conv2d_int8_dsp_mixed<Conv2dInt8Layer>);
}

InstructionCost cost_int8_dsp(const Call& call) { return cost(call, 5, 5); }
InstructionCost cost_int8_dsp_mixed(const Call& call) { return cost(call, 4, 6); }

}  // namespace mote::conv2d
