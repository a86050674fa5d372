// Random tensors of operators with weights, for their tests: int8 with factors far below 1 up to above 1, zero points
// at the ends, power-of-two scales (exact ties), channels without weights; or float32.
#pragma once

#include <cmath>

#include "ops/random_call.h"

namespace mote {

struct RandomLayer {
  Shape input, weights, output;
  int64_t channels, inner;  // output channels, and the weights that each output sums over
  int32_t channel_axis;     // of the weights
};

inline Quantization random_weight_quantization(Random& random, const RandomLayer& layer, bool power_of_two) {
  Quantization q;
  q.axis = layer.channel_axis;
  const bool per_channel = layer.channels > 1 && random.chance(0.7);
  for (int64_t c = 0; c < (per_channel ? layer.channels : 1); ++c) {
    q.scales.push_back(power_of_two ? std::ldexp(1.0f, random.between(-10, -6)) : random.real(0.001f, 0.02f));
    if (random.chance(0.03)) q.scales.back() = 1e-8f;
    q.zero_points.push_back(0);
  }
  return q;
}

// The scale at which a sum of `inner` products spreads over most of the output's range.
inline float random_output_scale(Random& random, const RandomLayer& layer, float input_scale, float weight_scale,
                                 int32_t weight_limit, bool power_of_two) {
  const float spread = 74 * std::sqrt(static_cast<float>(layer.inner)) * (0.6f * weight_limit);
  const float scale = input_scale * weight_scale * spread / random.real(20, 100);
  return power_of_two ? std::ldexp(1.0f, static_cast<int>(std::round(std::log2(scale)))) : scale;
}

inline Tensor random_int8_weights(Random& random, const RandomLayer& layer, int32_t limit) {
  Tensor weights{"weights", ElementType::int8, layer.weights, {}, {}};
  std::vector<int8_t> values(weights.elements());
  const int64_t after = layer.channel_axis == 0 ? layer.inner : 1;
  std::vector<bool> empty(layer.channels);
  for (size_t c = 0; c < empty.size(); ++c) empty[c] = random.chance(0.05);
  const bool extreme = random.chance(0.1);
  for (size_t i = 0; i < values.size(); ++i) {
    const int32_t value = extreme ? limit : random.between(-limit, limit);
    values[i] = static_cast<int8_t>(empty[i / after % layer.channels] ? 0 : value);
  }
  weights.set_values<int8_t>(values);
  return weights;
}

inline std::optional<Tensor> random_int32_bias(Random& random, const RandomLayer& layer, int32_t weight_limit) {
  if (random.chance(0.2)) return std::nullopt;
  Tensor bias{"bias", ElementType::int32, {static_cast<int32_t>(layer.channels)}, {}, {}};
  const int32_t limit = static_cast<int32_t>(layer.inner) * weight_limit * 16;
  std::vector<int32_t> values(layer.channels);
  for (int32_t& value : values) value = random.between(-limit, limit);
  // Converters write such a bias where a channel's weights are all 0 and its scale is tiny.
  if (random.chance(0.1)) values[0] = random.pick({-1, 1}) * ((1 << 30) + 128);
  bias.set_values<int32_t>(values);
  return bias;
}

inline RandomCall random_int8_call(Random& random, Attributes attributes, const RandomLayer& layer) {
  const bool power_of_two = random.chance(0.25);
  const int32_t limit = random.pick({2, 3, 9, 127, 127, 127});
  Tensor input{"input", ElementType::int8, layer.input, {}, {}};
  const float input_scale = power_of_two ? std::ldexp(1.0f, random.between(-8, 0)) : random.real(0.003f, 1.0f);
  input.quantization = {{input_scale}, {random.int8_zero_point()}, 0};
  Tensor weights = random_int8_weights(random, layer, limit);
  weights.quantization = random_weight_quantization(random, layer, power_of_two);
  Tensor output{"output", ElementType::int8, layer.output, {}, {}};
  const float weight_scale = *std::max_element(weights.quantization.scales.begin(), weights.quantization.scales.end());
  output.quantization = {{random_output_scale(random, layer, input_scale, weight_scale, limit, power_of_two)},
                         {random.int8_zero_point()},
                         0};
  std::optional<Tensor> bias = random_int32_bias(random, layer, limit);
  return {std::move(attributes), {std::move(input), std::move(weights), std::move(bias)}, {std::move(output)}};
}

inline RandomCall random_float32_call(Random& random, Attributes attributes, const RandomLayer& layer) {
  Tensor input{"input", ElementType::float32, layer.input, {}, {}};
  Tensor weights{"weights", ElementType::float32, layer.weights, {}, {}};
  weights.data = random_elements(random, weights.type, weights.elements());
  Tensor bias{"bias", ElementType::float32, {static_cast<int32_t>(layer.channels)}, {}, {}};
  bias.data = random_elements(random, bias.type, bias.elements());
  Tensor output{"output", ElementType::float32, layer.output, {}, {}};
  return {std::move(attributes), {std::move(input), std::move(weights), std::move(bias)}, {std::move(output)}};
}

// Mostly int8; a fifth float32.
inline RandomCall random_weights_call(Random& random, Attributes attributes, const RandomLayer& layer) {
  return random.chance(0.2) ? random_float32_call(random, std::move(attributes), layer)
                            : random_int8_call(random, std::move(attributes), layer);
}

}  // namespace mote
