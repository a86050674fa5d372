// Checks, output ranges, multipliers and folded biases of operators with weights.
#include "ops/quantized.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/fixed_point.h"

namespace mote {
namespace {

bool serves(const Call& call, ElementType type, ElementType bias_type) {
  if (call.input(0).type != type || call.input(1).type != type || call.output().type != type) return false;
  return call.input(1).constant() &&
         (!call.has_input(2) || (call.input(2).type == bias_type && call.input(2).constant()));
}

void check_activation_quantization(const Call& call, const Tensor& tensor, std::string_view role) {
  if (tensor.type != ElementType::int8) return;
  if (!tensor.quantization.present()) call.refuse("{} '{}' is int8 but has no scale", role, tensor.name);
  if (tensor.quantization.per_channel())
    call.refuse("{} '{}' has {} scales, expected one", role, tensor.name, tensor.quantization.scales.size());
}

std::vector<QuantizedMultiplier> multipliers(const Call& call, int64_t channels, bool float_product) {
  std::vector<QuantizedMultiplier> result;
  for (int64_t c = 0; c < channels; ++c) {
    const float input = call.input(0).quantization.scale(), weight = call.input(1).quantization.scale(c);
    const double product = float_product ? double(input * weight) : double(input) * double(weight);
    result.push_back(quantize_multiplier(product / double(call.output().quantization.scale())));
  }
  return result;
}

std::vector<Table> tables_of(const std::vector<QuantizedMultiplier>& multipliers) {
  std::vector<int32_t> values;
  std::vector<int8_t> shifts;
  for (const QuantizedMultiplier& m : multipliers) {
    values.push_back(m.multiplier);
    shifts.push_back(static_cast<int8_t>(m.shift));
  }
  return {Table::of<int32_t>("multiplier", values), Table::of<int8_t>("shift", shifts)};
}

int64_t channel_of(int64_t weight, int64_t channels, int64_t weights, WeightOrder order) {
  return order == WeightOrder::channels_first ? weight / (weights / channels) : weight % channels;
}

// The largest magnitude that a channel's sum, or a part of it, can have.
std::vector<int64_t> sum_limits(const Call& call, int64_t channels, WeightOrder order) {
  const std::vector<int8_t> weights = call.input(1).values<int8_t>();
  const std::vector<int32_t> bias = folded_bias(call, channels, order);
  std::vector<int64_t> limits;
  for (int32_t b : bias) limits.push_back(std::abs(int64_t{b}));
  for (size_t i = 0; i < weights.size(); ++i)
    limits[channel_of(i, channels, weights.size(), order)] += 128 * std::abs(int64_t{weights[i]});
  return limits;
}

constexpr int64_t small_sum = int64_t{1} << 30;
constexpr int64_t most_sum = small_sum + (int64_t{1} << 28);  // leaves kernels room for the products of a column

StreamFactor stream_factor(const QuantizedMultiplier& factor, int64_t limit, int32_t zero_point) {
  const StreamFactor large{factor.multiplier, 64 - factor.shift};
  if (limit >= small_sum) return large;
  if (factor.multiplier == 0) return {};
  if (factor.shift >= 0) return large;
  const int64_t high = (limit * factor.multiplier >> 31) + 1, half = int64_t{1} << (-factor.shift - 1);
  if (high < half) return {};
  return std::abs((2 * zero_point + 1) * half) + high + 1 > INT32_MAX ? large
                                                                      : StreamFactor{factor.multiplier, -factor.shift};
}

}  // namespace

Int8Range activation_range(const Tensor& output, Activation activation) {
  const bool wide = output.type == ElementType::int16;
  Int8Range range{wide ? -32768 : -128, wide ? 32767 : 127};
  const Int8Range whole = range;
  const auto quantize = [&](float real) {
    const double steps = std::round(real / output.quantization.scale()) + output.quantization.zero_point();
    return static_cast<int32_t>(std::clamp<double>(steps, whole.min, whole.max));
  };
  if (activation == Activation::none) return range;
  range.min = quantize(activation == Activation::relu_n1_to_1 ? -1.0f : 0.0f);
  if (activation == Activation::relu6) range.max = quantize(6.0f);
  if (activation == Activation::relu_n1_to_1) range.max = quantize(1.0f);
  return range;
}

FloatRange float_activation_range(Activation activation) {
  constexpr float largest = std::numeric_limits<float>::max();
  switch (activation) {
    case Activation::none:
      return {-largest, largest};
    case Activation::relu:
      return {0, largest};
    case Activation::relu6:
      return {0, 6};
    case Activation::relu_n1_to_1:
      return {-1, 1};
  }
  fail<InternalError>("activation {} is unknown", static_cast<int>(activation));
}

bool serves_int8_weights(const Call& call) { return serves(call, ElementType::int8, ElementType::int32); }
bool serves_float_weights(const Call& call) { return serves(call, ElementType::float32, ElementType::float32); }

void check_weights(const Call& call, int64_t channels, int32_t axis) {
  const Tensor& weights = call.input(1);
  if (call.has_input(2) && call.input(2).elements() != channels)
    call.refuse("bias has {} elements, expected {}", call.input(2).elements(), channels);
  if (call.input(0).type != ElementType::int8 || weights.type != ElementType::int8) return;
  check_activation_quantization(call, call.input(0), "input");
  if (!call.outputs.empty()) check_activation_quantization(call, call.output(), "output");
  const Quantization& q = weights.quantization;
  if (!q.present()) call.refuse("weights '{}' are int8 but have no scale", weights.name);
  if (q.per_channel() && (q.axis != axis || static_cast<int64_t>(q.scales.size()) != channels))
    call.refuse("weights '{}' have {} scales along dimension {}, expected one or {} along dimension {}", weights.name,
                q.scales.size(), q.axis, channels, axis);
  for (int32_t zero_point : q.zero_points)
    if (zero_point != 0) call.refuse("weights '{}' have zero point {}, expected 0", weights.name, zero_point);
}

std::vector<Table> multiplier_tables(const Call& call, int64_t channels, bool float_product) {
  return tables_of(multipliers(call, channels, float_product));
}

std::vector<int32_t> folded_bias(const Call& call, int64_t channels, WeightOrder order) {
  const std::vector<int8_t> weights = call.input(1).values<int8_t>();
  const std::vector<int32_t> bias =
      call.has_input(2) ? call.input(2).values<int32_t>() : std::vector<int32_t>(channels, 0);
  std::vector<int64_t> sums(channels);
  for (size_t i = 0; i < weights.size(); ++i) sums[channel_of(i, channels, weights.size(), order)] += weights[i];
  std::vector<int32_t> folded(channels);
  for (int64_t c = 0; c < channels; ++c)
    folded[c] = static_cast<int32_t>(bias[c] - call.input(0).quantization.zero_point() * sums[c]);
  return folded;
}

std::optional<std::vector<StreamFactor>> stream_factors(const Call& call, int64_t channels, WeightOrder order,
                                                        bool float_product) {
  const std::vector<QuantizedMultiplier> factors = multipliers(call, channels, float_product);
  const std::vector<int64_t> limits = sum_limits(call, channels, order);
  std::vector<StreamFactor> result;
  for (int64_t c = 0; c < channels; ++c) {
    if (limits[c] >= most_sum) return std::nullopt;
    result.push_back(stream_factor(factors[c], limits[c], call.output().quantization.zero_point()));
  }
  return result;
}

int64_t largest_sum(const Call& call, int64_t channels, WeightOrder order) {
  const std::vector<int64_t> limits = sum_limits(call, channels, order);
  return *std::max_element(limits.begin(), limits.end());
}

bool has_large_factor(const std::vector<StreamFactor>& factors) {
  return std::any_of(factors.begin(), factors.end(), [](const StreamFactor& f) { return f.large(); });
}

std::vector<float> float_bias(const Call& call, int64_t channels) {
  return call.has_input(2) ? call.input(2).values<float>() : std::vector<float>(channels, 0.0f);
}

}  // namespace mote
