// The host's side of fixed point: real factors to multiplier and shift, as the TFLite reference does it.
#pragma once

#include <cstdint>

namespace mote {

struct QuantizedMultiplier {
  int32_t multiplier = 0;  // Q31, 2^30 <= multiplier < 2^31, or 0
  int32_t shift = 0;       // to the left where positive
};

// real >= 0 as multiplier * 2^(shift - 31). Below 2^-32 it becomes 0. Source: QuantizeMultiplier of the reference kernels.
QuantizedMultiplier quantize_multiplier(double real);

}  // namespace mote
