// Output ranges, multipliers and folded biases of int8 operators.
#include "ops/quantized.h"

#include <algorithm>
#include <cmath>

#include "base/fixed_point.h"

namespace mote {

Int8Range activation_range(const Tensor& output, Activation activation) {
  const bool wide = output.type == ElementType::int16;
  Int8Range range{wide ? -32768 : -128, wide ? 32767 : 127};
  const auto quantize = [&](float real) {
    return output.quantization.zero_point() + static_cast<int32_t>(std::round(real / output.quantization.scale()));
  };
  if (activation == Activation::none) return range;
  range.min = std::max(range.min, quantize(activation == Activation::relu_n1_to_1 ? -1.0f : 0.0f));
  if (activation == Activation::relu6) range.max = std::min(range.max, quantize(6.0f));
  if (activation == Activation::relu_n1_to_1) range.max = std::min(range.max, quantize(1.0f));
  return range;
}

std::vector<Table> multiplier_tables(const Call& call, int64_t channels, bool float_product) {
  std::vector<int32_t> multipliers;
  std::vector<int8_t> shifts;
  for (int64_t c = 0; c < channels; ++c) {
    const float input = call.input(0).quantization.scale(), weight = call.input(1).quantization.scale(c);
    const double product = float_product ? double(input * weight) : double(input) * double(weight);
    const QuantizedMultiplier scaled = quantize_multiplier(product / double(call.output().quantization.scale()));
    multipliers.push_back(scaled.multiplier);
    shifts.push_back(static_cast<int8_t>(scaled.shift));
  }
  return {Table::of<int32_t>("multiplier", multipliers), Table::of<int8_t>("shift", shifts)};
}

Table folded_bias_table(const Call& call, int64_t channels) {
  const std::vector<int8_t> weights = call.input(1).values<int8_t>();
  const std::vector<int32_t> bias =
      call.has_input(2) ? call.input(2).values<int32_t>() : std::vector<int32_t>(channels, 0);
  const size_t inner = weights.size() / channels;
  std::vector<int32_t> folded(channels);
  for (int64_t c = 0; c < channels; ++c) {
    int64_t sum = 0;
    for (size_t i = 0; i < inner; ++i) sum += weights[c * inner + i];
    folded[c] = static_cast<int32_t>(bias[c] - call.input(0).quantization.zero_point() * sum);
  }
  return Table::of<int32_t>("bias", folded);
}

}  // namespace mote
