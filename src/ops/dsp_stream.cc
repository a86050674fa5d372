// Streams of weights for kernels with the DSP extension.
#include "ops/dsp_stream.h"

#include <algorithm>

#include "base/device/fixed_point.h"

namespace mote {
namespace {

// The sum of each channel's magnitudes of weights; they stand channel by channel, or the channels last.
std::vector<int64_t> weight_magnitudes(const Call& call, int64_t channels, WeightOrder order) {
  const std::vector<int8_t> weights = call.input(1).values<int8_t>();
  const int64_t inner = static_cast<int64_t>(weights.size()) / channels;
  std::vector<int64_t> sums(channels);
  for (int64_t i = 0; i < static_cast<int64_t>(weights.size()); ++i)
    sums[order == WeightOrder::channels_first ? i / inner : i % channels] += std::abs(int64_t{weights[i]});
  return sums;
}

// A sum of 4 (value - zero point), times 1/2 and shifted by 1: exactly `value`.
DspChannel constant_channel(int32_t bias, const StreamFactor& factor, int32_t zero_point) {
  const int shift = factor.large() ? 64 - factor.right_shift : -factor.right_shift;
  const int32_t scaled = device::multiply_by_quantized_multiplier(bias, factor.multiplier, shift);
  const int64_t value = std::clamp<int64_t>(int64_t{scaled} + zero_point, -128, 127);
  return {static_cast<int32_t>(4 * (value - zero_point)), {int32_t{1} << 30, 1}};
}

}  // namespace

std::optional<std::vector<DspChannel>> dsp_channels(const Call& call, int64_t channels, WeightOrder order,
                                                    bool float_product) {
  const auto factors = stream_factors(call, channels, order, float_product);
  if (!factors) return std::nullopt;
  const std::vector<int32_t> bias = folded_bias(call, channels, order);
  const std::vector<int64_t> magnitudes = weight_magnitudes(call, channels, order);
  const int32_t zero_point = call.output().quantization.zero_point();
  std::vector<DspChannel> result;
  for (int64_t c = 0; c < channels; ++c)
    result.push_back(magnitudes[c] == 0 ? constant_channel(bias[c], (*factors)[c], zero_point)
                                        : DspChannel{bias[c], (*factors)[c]});
  return result;
}

bool has_large_factor(const std::vector<DspChannel>& channels) {
  return std::any_of(channels.begin(), channels.end(), [](const DspChannel& c) { return c.factor.large(); });
}

int64_t largest_sum(const Call& call, const std::vector<DspChannel>& channels) {
  const auto magnitudes = weight_magnitudes(call, static_cast<int64_t>(channels.size()), WeightOrder::channels_first);
  int64_t largest = 0;
  for (size_t c = 0; c < channels.size(); ++c)
    largest = std::max(largest, 128 * magnitudes[c] + std::abs(int64_t{channels[c].bias}));
  return largest;
}

bool serves_mixed_rows(const Call& call, const std::vector<DspChannel>& channels) {
  const std::vector<int8_t> weights = call.input(1).values<int8_t>();
  return std::count(weights.begin(), weights.end(), -128) == 0 && largest_sum(call, channels) < 1 << 23;
}

}  // namespace mote
