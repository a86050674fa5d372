// Streams of weights.
#include "ops/weight_stream.h"

#include "ops/quantized.h"

namespace mote {
namespace {

// The biases that go with unsigned values: 128 * the sum of the channel's weights less.
std::vector<int32_t> unsigned_bias(const Call& call, const std::vector<int8_t>& weights, int32_t channels) {
  std::vector<int32_t> bias = folded_bias(call, channels);
  const size_t inner = weights.size() / channels;
  for (size_t i = 0; i < weights.size(); ++i) bias[i / inner] -= 128 * weights[i];
  return bias;
}

}  // namespace

std::vector<int8_t> column_product_stream(const Call& call, int32_t channels, std::vector<StreamFactor> factors) {
  const std::vector<int8_t> weights = call.input(1).values<int8_t>();
  const int32_t inner = static_cast<int32_t>(weights.size()) / channels, values = (inner + 3) / 4 * 4;
  std::vector<int32_t> bias = unsigned_bias(call, weights, channels);
  bias.resize(channels + 3), factors.resize(channels + 3);
  WeightStream stream;
  for (int32_t first = 0; first < channels; first += 4) {
    for (int32_t c = first; c < first + 4; ++c) stream.add_word(bias[c]);
    for (int32_t i = 0; i < values; ++i)
      for (int32_t c = first; c < first + 4; ++c)
        stream.add_byte(i < inner && c < channels ? weights[c * inner + i] + 128 : 128);
    for (int32_t c = first; c < first + 4; ++c) stream.add_word(factors[c].multiplier);
    for (int32_t c = first; c < first + 4; ++c) stream.add_byte(factors[c].right_shift);
  }
  return stream.bytes();
}

}  // namespace mote
