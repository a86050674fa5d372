// conv2d for sums in 64 bits: weights in the order of kernel_int8_pairs.h.
#include "ops/conv2d/kernel_int8_pairs.h"
#include "ops/conv2d/lower.h"
#include "ops/quantized.h"
#include "ops/weight_stream.h"

namespace mote::conv2d {
namespace {

using device::Conv2dInt8Layer;

std::vector<int8_t> weight_stream(const Call& call, const Conv2dInt8Layer& layer) {
  const std::vector<int8_t> weights = call.input(1).values<int8_t>();
  const int32_t channels = layer.output_channels, inner = static_cast<int32_t>(weights.size()) / channels;
  std::vector<int32_t> bias = folded_bias(call, channels);
  std::vector<StreamFactor> factors = *stream_factors(call, channels);
  bias.push_back(0), factors.push_back({});
  WeightStream stream;
  for (int32_t first = 0; first < channels; first += 2) {
    for (int32_t c = first; c < first + 2; ++c) {
      const int64_t sums = device::pair_bias(bias[c]);
      stream.add_word(static_cast<int32_t>(sums)), stream.add_word(static_cast<int32_t>(sums >> 32));
    }
    for (int32_t i = 0; i < device::conv2d_pairs_values(layer); ++i)
      for (int32_t c = first; c < first + 2; ++c)
        stream.add_byte(i < inner && c < channels ? weights[c * inner + i] : 0);
    for (int32_t c = first; c < first + 2; ++c) stream.add_word(factors[c].multiplier);
    stream.add_word(factors[first].right_shift | factors[first + 1].right_shift << 8);
  }
  return stream.bytes();
}

}  // namespace

bool serves_int8_pairs(const Call& call) {
  const Shape& out = call.output().shape;
  return serves_int8(call) && has_one_group(call) && int64_t{out[0]} * out[1] * out[2] >= 4 &&
         stream_factors(call, out[3]).has_value() && largest_sum(call, out[3]) < int64_t{1} << (device::pair_shift - 1);
}

Lowered lower_int8_pairs(const Call& call) {
  Conv2dInt8Layer layer = int8_layer(call);
  layer.large_factors = has_large_factor(*stream_factors(call, layer.output_channels));
  std::vector<Table> tables = {Table::of<int8_t>("weights", weight_stream(call, layer))};
  const int64_t row_bytes = device::windows_are_inside(layer) ? 0 : int64_t{layer.kernel_width} * layer.input_channels;
  return lowered(
      "Conv2dInt8Layer", layer, [](auto& l, auto&& f) { visit_int8(l, f); }, std::move(tables), {0},
      &device::conv2d_int8_pairs<Conv2dInt8Layer>, int64_t{device::conv2d_pairs_values(layer)} * 8 + 4 * row_bytes);
}

InstructionCost cost_int8_pairs(const Call& call) {
  const Conv2dInt8Layer layer = int8_layer(call);
  const double blocks = (double(layer.batches) * layer.output_height * layer.output_width + 3) / 4;
  const double values = device::conv2d_pairs_values(layer), channel_pairs = (layer.output_channels + 1) / 2;
  const double steps = blocks * channel_pairs * values, outputs = blocks * channel_pairs * 8,
               gathered = blocks * values;
  return {steps * 0.25 + outputs * 8 + gathered * 4 + blocks * 100, steps * 4 + outputs,
          steps * 3 + outputs * 2 + gathered * 4, outputs + gathered, steps * 0.25 + outputs * 0.25 + gathered};
}

}  // namespace mote::conv2d
