// Checks and tables of operators on one input.
#include "ops/unary.h"

#include <cmath>

#include "base/device/fixed_point_functions.h"
#include "base/device/lookup.h"
#include "base/fixed_point.h"
#include "ops/checks.h"

namespace mote {

void check_unary(const Call& call) {
  check_counts(call, 1);
  check_type(call, call.input(0), "the input", {ElementType::float32, ElementType::int8});
  check_same_type(call, call.input(0), "the input", call.output(), "the output");
  check_quantized(call, call.input(0), "the input");
  check_quantized(call, call.output(), "the output");
}

std::vector<Shape> infer_same_shape(const Call& call) { return {call.input(0).shape}; }

Lowered lower_lookup(const Call& call, const std::function<int8_t(int8_t)>& function) {
  std::vector<int8_t> values(256);
  for (int i = -128; i < 128; ++i) values[static_cast<uint8_t>(i)] = function(static_cast<int8_t>(i));
  device::LookupInt8Layer layer{static_cast<int32_t>(call.output().elements()), nullptr};
  return lowered(
      "LookupInt8Layer", layer, [](auto& l, auto&& f) { f("elements", l.elements), f("values", l.values); },
      {Table::of<int8_t>("values", values)}, {0}, &device::lookup_int8<device::LookupInt8Layer>);
}

InstructionCost lookup_cost(const Call& call) {
  const double n = unary_elements(call);
  return {n * 2, 0, n * 2, n, n};
}

Lowered lower_fixed_point_function(const Call& call, int32_t (*of_q4)(int32_t), int fraction_bits) {
  constexpr int input_integer_bits = 4;
  const Quantization &in = call.input(0).quantization, &out = call.output().quantization;
  const QuantizedMultiplier q = quantize_multiplier(std::ldexp(double(in.scale()), 31 - input_integer_bits));
  const double radius =  // beyond it the result is saturated
      std::floor(std::ldexp(15.0, 31 - input_integer_bits - q.shift));
  return lower_lookup(call, [&](int8_t value) -> int8_t {
    const int32_t centered = value - in.zero_point();
    if (centered <= -radius) return INT8_MIN;
    if (centered >= radius) return INT8_MAX;
    const int32_t of = of_q4(device::multiply_by_quantized_multiplier(centered, q.multiplier, q.shift));
    const int32_t rounded = device::rounding_divide_by_power_of_two(of, 31 - fraction_bits);
    return static_cast<int8_t>(device::clamp(rounded + out.zero_point(), INT8_MIN, INT8_MAX));
  });
}

void check_fixed_output(const Call& call, float scale, int32_t zero_point) {
  if (call.output().type != ElementType::int8) return;
  const Quantization& q = call.output().quantization;
  if (q.scale() != scale || q.zero_point() != zero_point)
    call.refuse("the output has scale {} and zero point {}, expected {} and {}", q.scale(), q.zero_point(), scale,
                zero_point);
}

}  // namespace mote
