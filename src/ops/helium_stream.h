// Streams of weights for the kernels with Helium.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "ops/quantized.h"

namespace mote {

// A channel's factor as Helium's multiplication and shift take it: multiplier * 2^(shift - 31), shift <= 0.
struct HeliumFactor {
  int32_t multiplier = 0, shift = 0;
};

// The factors of channels, or nothing where one is 1 or more, or where sums may not fit 32 bits.
std::optional<std::vector<HeliumFactor>> helium_factors(const Call& call, int64_t channels,
                                                        WeightOrder order = WeightOrder::channels_first,
                                                        bool float_product = false);

// Whether a factor is 1/2 or more, which is the layers' `large_factors`.
bool has_large_factor(const std::vector<HeliumFactor>& factors);

// The stream of base/device/helium_product.h. `weights` are [channels, inner]; `order` says which channel of each block
// stands at which place.
std::vector<int8_t> helium_stream(const std::vector<int8_t>& weights, std::vector<int32_t> bias,
                                  std::vector<HeliumFactor> factors, const std::vector<int32_t>& order);

}  // namespace mote
