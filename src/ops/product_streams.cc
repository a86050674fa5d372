// Streams of weights for hand-written products.
#include "ops/product_streams.h"

#include <cstdlib>

#include "base/device/fixed_point.h"

namespace mote {

namespace {

// Of one group of channels: `bias_order` their biases, the weights value by value, with `offset` added to each.
struct GroupWriter {
  const ProductWeights& product;
  int32_t channels, values, offset;
  WeightStream& stream;

  int32_t bias(int32_t channel) const {
    if (channel >= product.channels()) return 0;
    int32_t sum = product.bias[channel];
    for (int32_t i = 0; i < product.inner(); ++i) sum -= offset * product.weight(channel, i);
    return sum;
  }
  StreamFactor factor(int32_t channel) const {
    return channel < product.channels() ? product.factors[channel] : StreamFactor{};
  }
  void add_weights(int32_t first) {
    for (int32_t i = 0; i < values; ++i)
      for (int32_t c = first; c < first + channels; ++c) stream.add_byte(product.weight(c, i) + offset);
  }
  void add_multipliers_and_offsets(int32_t first) {
    for (int32_t c = first; c < first + channels; ++c) stream.add_word(factor(c).multiplier);
    for (int32_t c = first; c < first + channels; ++c)
      stream.add_word(factor_offset(factor(c), product.output_zero_point));
  }
  void add_shifts(int32_t first) {
    for (int32_t c = first; c < first + channels; ++c) stream.add_byte(factor(c).right_shift);
  }
};

int32_t rounded_up(int32_t value, int32_t multiple) { return (value + multiple - 1) / multiple * multiple; }

std::vector<int8_t> signed_stream(const ProductWeights& product, int32_t channels) {
  WeightStream stream;
  GroupWriter writer{product, channels, rounded_up(product.inner(), 4), 0, stream};
  for (int32_t first = 0; first < product.channels(); first += channels) {
    for (int32_t c = first; c < first + channels; ++c) stream.add_word(writer.bias(c));
    writer.add_weights(first);
    writer.add_multipliers_and_offsets(first);
    writer.add_shifts(first);
  }
  return stream.bytes();
}

}  // namespace

std::vector<int8_t> block_stream(const ProductWeights& product) { return signed_stream(product, 4); }

std::vector<int8_t> sixteen_channel_stream(const ProductWeights& product) { return signed_stream(product, 16); }

std::vector<int8_t> eight_channel_stream(const ProductWeights& product, int32_t multiple) {
  WeightStream stream;
  GroupWriter writer{product, 8, rounded_up(product.inner(), multiple), 128, stream};
  for (int32_t first = 0; first < product.channels(); first += 8) {
    for (int32_t c : {4, 5, 6, 7, 0, 1, 2, 3}) stream.add_word(writer.bias(first + c));
    writer.add_weights(first);
    std::vector<StreamFactor> factors;
    for (int32_t c = first; c < first + 8; ++c) factors.push_back(writer.factor(c));
    add_eight_factors(factors.data(), product.output_zero_point, stream);
  }
  return stream.bytes();
}

void add_eight_factors(const StreamFactor* factors, int32_t output_zero_point, WeightStream& stream) {
  for (int c = 0; c < 8; ++c) stream.add_byte(right_shift_of(factors[c]));
  for (int c = 0; c < 8; ++c) stream.add_byte(1 + left_shift_of(factors[c]));
  for (int c = 0; c < 8; ++c) stream.add_word(factors[c].multiplier);
  for (int c = 0; c < 8; ++c) stream.add_word(factor_offset(factors[c], output_zero_point));
}

void settle_constant_channels(const Int8Range& range, ProductWeights& product) {
  for (int32_t c = 0; c < product.channels(); ++c) {
    const int32_t shift = 64 - product.factors[c].right_shift, zero_point = product.output_zero_point;
    if (!product.factors[c].large() || shift > 0) continue;
    int32_t least = product.bias[c], most = least;
    for (int32_t i = 0; i < product.inner(); ++i) {
      const int32_t weight = product.weight(c, i);
      least += weight * (weight > 0 ? -128 : 127), most += weight * (weight > 0 ? 127 : -128);
    }
    const auto output = [&](int32_t sum) {
      const int32_t scaled = device::multiply_by_quantized_multiplier(sum, product.factors[c].multiplier, shift);
      return device::clamp(scaled + zero_point, range.min, range.max);
    };
    if (output(least) != output(most)) continue;
    for (int32_t i = 0; i < product.inner(); ++i) product.weights[c * product.inner() + i] = 0;
    product.bias[c] = 4 * (output(least) - zero_point);
    product.factors[c] = {1 << 30, 1};
  }
}

bool serve_shifted(const Int8Range& range, const ProductWeights& product) {
  if (!has_large_factor(product.factors)) return true;
  if (range.min < product.output_zero_point) return false;
  for (int32_t c = 0; c < product.channels(); ++c) {
    const int32_t left = left_shift_of(product.factors[c]);
    int64_t largest = std::abs(int64_t{product.bias[c]});
    for (int32_t i = 0; i < product.inner(); ++i) largest += 128 * std::abs(product.weight(c, i));
    if (left < 0 || left > 8 || largest << (left + 1) >= int64_t{1} << 31) return false;
  }
  return true;
}

}  // namespace mote
