// The TFLite reference kernels' requantization, written from its definition for tests to compare with: not the device's
// source. ("Double rounding": SaturatingRoundingDoublingHighMul, then RoundingDivideByPOT.)
#pragma once

#include <cmath>
#include <cstdint>

#include "base/fixed_point.h"
#include "ops/quantized.h"

namespace mote {

inline int32_t reference_scaled(int32_t sum, double real) {
  const QuantizedMultiplier factor = quantize_multiplier(real);
  const int left = factor.shift > 0 ? factor.shift : 0, right = factor.shift > 0 ? 0 : -factor.shift;
  const int64_t product = int64_t{static_cast<int32_t>(static_cast<uint32_t>(sum) << left)} * factor.multiplier;
  const int64_t nudge = product >= 0 ? int64_t{1} << 30 : 1 - (int64_t{1} << 30);
  const int64_t high = (product + nudge) / (int64_t{1} << 31);  // toward zero
  if (right == 0) return static_cast<int32_t>(high);
  const double rounded = std::round(static_cast<double>(high) / std::ldexp(1.0, right));  // ties away from zero
  return static_cast<int32_t>(rounded);
}

inline int8_t reference_output(const Call& call, Activation activation, int32_t sum, double real) {
  const Int8Range range = activation_range(call.output(), activation);
  const int64_t value = int64_t{reference_scaled(sum, real)} + call.output().quantization.zero_point();
  return static_cast<int8_t>(value < range.min ? range.min : value > range.max ? range.max : value);
}

// Input scale * weight scale of a channel / output scale.
inline double reference_factor(const Call& call, int64_t channel) {
  return double(call.input(0).quantization.scale()) * double(call.input(1).quantization.scale(channel)) /
         double(call.output().quantization.scale());
}

}  // namespace mote
