// Streams of weights for the kernels with Helium.
#include "ops/helium_stream.h"

#include <algorithm>

#include "ops/weight_stream.h"

namespace mote {

std::optional<std::vector<HeliumFactor>> helium_factors(const Call& call, int64_t channels, WeightOrder order,
                                                        bool float_product) {
  const auto factors = stream_factors(call, channels, order, float_product);
  if (!factors) return std::nullopt;
  std::vector<HeliumFactor> result;
  for (const StreamFactor& factor : *factors) {
    const int32_t shift = factor.large() ? 64 - factor.right_shift : -factor.right_shift;
    if (shift > 0) return std::nullopt;
    result.push_back({factor.multiplier, shift});
  }
  return result;
}

bool has_large_factor(const std::vector<HeliumFactor>& factors) {
  return std::any_of(factors.begin(), factors.end(), [](const HeliumFactor& f) { return f.shift == 0; });
}

std::vector<int8_t> helium_stream(const std::vector<int8_t>& weights, std::vector<int32_t> bias,
                                  std::vector<HeliumFactor> factors, const std::vector<int32_t>& order) {
  const size_t channels = bias.size(), inner = weights.size() / channels, block = order.size();
  bias.resize(channels + block), factors.resize(channels + block, {0, -1});
  WeightStream stream;
  for (size_t first = 0; first < channels; first += block) {
    for (int32_t c : order) stream.add_word(bias[first + c]);
    for (size_t step = 0; step < inner; step += 16)
      for (int32_t c : order)
        for (size_t i = step; i < step + 16; ++i)
          stream.add_byte(i < inner && first + c < channels ? weights[(first + c) * inner + i] : 0);
    for (int32_t c : order) stream.add_word(factors[first + c].multiplier);
    for (int32_t c : order) stream.add_byte(factors[first + c].shift);
  }
  return stream.bytes();
}

}  // namespace mote
