// What int8 operators share when they are lowered: output ranges, per-channel multipliers, folded biases.
#pragma once

#include <vector>

#include "ops/operator.h"

namespace mote {

struct Int8Range {
  int32_t min = -128, max = 127;
};

// The clamp of an int8 (or int16) output with its activation. Source: CalculateActivationRangeQuantized.
Int8Range activation_range(const Tensor& output, Activation activation);

// Multiplier and shift of each of `channels` output channels: input scale * weight scale[c] / output scale.
// float_product: the product of the two input scales in float, as the reference's per-tensor fully connected has it.
std::vector<Table> multiplier_tables(const Call& call, int64_t channels, bool float_product = false);

// bias[c] - input zero point * sum of weights[c]; weights are [channels, inner] int8, the bias may be absent.
Table folded_bias_table(const Call& call, int64_t channels);

}  // namespace mote
