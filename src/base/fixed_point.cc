// Real factors to multiplier and shift.
#include "base/fixed_point.h"

#include <cmath>

#include "base/error.h"

namespace mote {

QuantizedMultiplier quantize_multiplier(double real) {
  if (!(real >= 0) || !std::isfinite(real)) fail("a scale factor of {} can't be quantized, expected a number >= 0", real);
  if (real == 0) return {};
  int exponent = 0;
  const double fraction = std::frexp(real, &exponent);
  int64_t multiplier = std::llround(fraction * (int64_t{1} << 31));
  if (multiplier == (int64_t{1} << 31)) {
    multiplier /= 2;
    ++exponent;
  }
  if (exponent < -31) return {};
  if (exponent > 30) return {INT32_MAX, 30};
  return {static_cast<int32_t>(multiplier), exponent};
}

}  // namespace mote
