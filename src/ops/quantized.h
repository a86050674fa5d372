// What operators that multiply by weights share when they are checked and lowered: types and quantization, output
// ranges, per-channel multipliers, folded biases.
#pragma once

#include <optional>
#include <vector>

#include "base/fixed_point.h"
#include "ops/operator.h"

namespace mote {

struct Int8Range {
  int32_t min = -128, max = 127;
};

// The clamp of an int8 (or int16) output with its activation. Source: CalculateActivationRangeQuantized.
Int8Range activation_range(const Tensor& output, Activation activation);

struct FloatRange {
  float min, max;
};

// The clamp of a float output with its activation.
FloatRange float_activation_range(Activation activation);

// Input, weights (constant) and output of one type; the bias, if there is one, constant int32 or float.
bool serves_int8_weights(const Call& call);
bool serves_float_weights(const Call& call);

// Refuses int8 weights with a zero point or whose scales are neither one nor one a channel along `axis`, an unquantized
// int8 input or output, and a bias of another size. Says nothing about combinations of types that no kernel serves.
void check_weights(const Call& call, int64_t channels, int32_t axis);

// Multiplier and shift of each of `channels` output channels: input scale * weight scale[c] / output scale.
// float_product: the product of the two input scales in float, as the reference's per-tensor fully connected has it.
std::vector<Table> multiplier_tables(const Call& call, int64_t channels, bool float_product = false);

enum class WeightOrder : uint8_t { channels_first, channels_last };

// bias[c] - input zero point * sum of channel c's weights; the bias may be absent.
std::vector<int32_t> folded_bias(const Call& call, int64_t channels, WeightOrder order = WeightOrder::channels_first);

// A channel's factor as base/device/requantize.h takes it.
struct StreamFactor {
  int32_t multiplier = 0, right_shift = 1;
  bool large() const { return right_shift > 31; }
};

// The factors of channels, or nothing where sums may come near 2^31. A channel whose sums all become 0 gets 0.
std::optional<std::vector<StreamFactor>> stream_factors(const Call& call, int64_t channels,
                                                        WeightOrder order = WeightOrder::channels_first,
                                                        bool float_product = false);

// The largest magnitude that a channel's sum, or a part of it, can have.
int64_t largest_sum(const Call& call, int64_t channels, WeightOrder order = WeightOrder::channels_first);

bool has_large_factor(const std::vector<StreamFactor>& factors);

// The float bias of each channel, 0 where there is none.
std::vector<float> float_bias(const Call& call, int64_t channels);

}  // namespace mote
