// Streams of weights for kernels with the DSP extension: biases and factors as base/device/requantize_dsp.h takes them,
// weights of mixed rows (base/device/dsp_block.h).
#pragma once

#include "ops/weight_stream.h"

namespace mote {

struct DspChannel {
  int32_t bias = 0;
  StreamFactor factor;
};

// The bias and factor of each channel, or nothing where stream_factors() has none. A channel without weights is a
// constant: it gets a bias and a factor that make this constant of small sums.
std::optional<std::vector<DspChannel>> dsp_channels(const Call& call, int64_t channels,
                                                    WeightOrder order = WeightOrder::channels_first,
                                                    bool float_product = false);

bool has_large_factor(const std::vector<DspChannel>& channels);

// The largest magnitude that a channel's sum, or a part of it, can have.
int64_t largest_sum(const Call& call, const std::vector<DspChannel>& channels);

// Whether second rows keep within their byte, and their sums within 24 bits.
bool serves_mixed_rows(const Call& call, const std::vector<DspChannel>& channels);

// For sums as they are a multiplier is at least 2^30. So the sums of a channel that has 0 must be 0, and its weights
// and bias with them.
inline bool is_silent(const DspChannel& channel) { return channel.factor.multiplier == 0 && !channel.factor.large(); }

inline int32_t dsp_bias(const DspChannel& channel) { return is_silent(channel) ? 0 : channel.bias; }
inline int32_t dsp_shift(const DspChannel& channel) { return channel.factor.right_shift - 1; }

// The multiplier less 2^32 after doubling.
inline int32_t doubled_multiplier(const DspChannel& channel) {
  const int32_t multiplier = is_silent(channel) ? int32_t{1} << 30 : channel.factor.multiplier;
  return static_cast<int32_t>(static_cast<uint32_t>(multiplier) * 2);
}

// Mixed rows: 256 * second + first, modulo 2^32.
inline int32_t both_rows(int32_t first, int32_t second) {
  return static_cast<int32_t>((static_cast<uint32_t>(second) << 8) + static_cast<uint32_t>(first));
}

}  // namespace mote
