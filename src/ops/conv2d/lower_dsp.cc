// conv2d for the DSP extension: weights in the order of kernel_int8_dsp.h.
#include "ops/conv2d/kernel_int8_dsp.h"
#include "ops/conv2d/lower.h"
#include "ops/quantized.h"
#include "ops/weight_stream.h"

namespace mote::conv2d {
namespace {

using device::Conv2dInt8Layer;

int32_t pairs_of(const Conv2dInt8Layer& layer) {
  return device::conv2d_dsp_pairs(layer.kernel_height, layer.kernel_width * layer.input_channels);
}

// Which two values of a row stand in each of its pairs; -1: nothing.
std::vector<std::array<int32_t, 2>> row_pairs(int32_t row_values) {
  std::vector<std::array<int32_t, 2>> pairs;
  const int32_t whole = row_values / 4 * 4;
  for (int32_t i = 0; i < whole; i += 4) pairs.push_back({i, i + 2}), pairs.push_back({i + 1, i + 3});
  for (int32_t i = whole; i < row_values; i += 2) pairs.push_back({i, i + 1 < row_values ? i + 1 : -1});
  return pairs;
}

std::vector<int8_t> weight_stream(const Call& call, const Conv2dInt8Layer& layer) {
  const std::vector<int8_t> weights = call.input(1).values<int8_t>();
  std::vector<int32_t> bias = folded_bias(call, layer.output_channels);
  std::vector<StreamFactor> factors = *stream_factors(call, layer.output_channels);
  bias.push_back(0), factors.push_back({});
  const int32_t row_values = layer.kernel_width * layer.input_channels;
  const auto order = row_pairs(row_values);
  WeightStream stream;
  for (int32_t channel = 0; channel < layer.output_channels; channel += 2) {
    stream.add_word(bias[channel]), stream.add_word(bias[channel + 1]);
    const size_t end = stream.size() + 4 * pairs_of(layer);
    for (int32_t row = 0; row < layer.kernel_height; ++row)
      for (const auto& pair : order)
        for (int32_t value : pair)
          for (int32_t c = channel; c < channel + 2; ++c) {
            const bool nothing = value < 0 || c >= layer.output_channels;
            stream.add_byte(nothing ? 0 : weights[(c * layer.kernel_height + row) * row_values + value]);
          }
    stream.fill_to(end);
    const StreamFactor &first = factors[channel], &second = factors[channel + 1];
    stream.add_word(first.multiplier), stream.add_word(second.multiplier);
    stream.add_word(first.right_shift | second.right_shift << 8);
  }
  return stream.bytes();
}

}  // namespace

bool serves_int8_dsp(const Call& call) {
  const Shape& out = call.output().shape;
  return serves_int8(call) && has_one_group(call) && int64_t{out[0]} * out[1] * out[2] >= device::conv2d_dsp_pixels &&
         stream_factors(call, out[3]).has_value();
}

Lowered lower_int8_dsp(const Call& call) {
  Conv2dInt8Layer layer = int8_layer(call);
  layer.large_factors = has_large_factor(*stream_factors(call, layer.output_channels));
  std::vector<Table> tables = {Table::of<int8_t>("weights", weight_stream(call, layer))};
  const int64_t row_bytes = int64_t{layer.kernel_width} * layer.input_channels;
  return lowered(
      "Conv2dInt8Layer", layer, [](auto& l, auto&& f) { visit_int8(l, f); }, std::move(tables), {0},
      &device::conv2d_int8_dsp<Conv2dInt8Layer>, int64_t{pairs_of(layer)} * device::conv2d_dsp_pixels * 4 + row_bytes);
}

InstructionCost cost_int8_dsp(const Call& call) {
  const Conv2dInt8Layer layer = int8_layer(call);
  const double pairs = pairs_of(layer), channel_pairs = (layer.output_channels + 1) / 2;
  const double pixels = double(layer.batches) * layer.output_height * layer.output_width;
  const double steps = pixels / 4 * channel_pairs * pairs, outputs = pixels * 2 * channel_pairs;
  const double widened = pixels * pairs;
  return {steps * 2.5 + outputs * 6 + widened, steps * 8 + outputs, steps * 3 + outputs * 2 + widened,
          outputs + widened, steps * 0.25 + outputs / 4};
}

}  // namespace mote::conv2d
