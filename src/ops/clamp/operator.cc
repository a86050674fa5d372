// clamp: what it accepts, its output shape, and its variants.
#include <algorithm>
#include <cmath>

#include "base/fixed_point.h"
#include "ops/clamp/attributes.h"
#include "ops/clamp/kernel_float32.h"
#include "ops/clamp/kernel_int8.h"
#include "ops/unary.h"
#include "ops/variant_row.h"

namespace mote {
namespace clamp {
namespace {

using device::ClampFloat32Layer;
using device::ClampInt8Layer;
using device::ClampInt8ScaledLayer;

void check(const Call& call) {
  check_unary(call);
  const auto& a = call.as<ClampAttributes>();
  if (!(a.min <= a.max)) call.refuse("min {} and max {}, expected min at most max", a.min, a.max);
}

// A bound as an output integer, within int8. Source: the reference kernels' activation ranges.
int32_t quantized_bound(const Call& call, float real) {
  const Quantization& out = call.output().quantization;
  const double steps = std::round(real / out.scale());
  return static_cast<int32_t>(std::clamp(steps + out.zero_point(), -128.0, 127.0));
}

bool serves_int8(const Call& call) {
  return call.input(0).type == ElementType::int8 && call.input(0).quantization == call.output().quantization;
}

Lowered lower_int8(const Call& call) {
  const auto& a = call.as<ClampAttributes>();
  const ClampInt8Layer layer{static_cast<int32_t>(call.output().elements()), quantized_bound(call, a.min),
                             quantized_bound(call, a.max)};
  return lowered(
      "ClampInt8Layer", layer,
      [](auto& l, auto&& f) {
        f("elements", l.elements), f("output_min", l.output_min), f("output_max", l.output_max);
      },
      {}, {0}, &device::clamp_int8<ClampInt8Layer>);
}

InstructionCost cost_int8(const Call& call) {
  const double n = unary_elements(call);
  return {n * 4, 0, n, n, n};
}

bool serves_int8_scaled(const Call& call) { return call.input(0).type == ElementType::int8; }

void visit_scaled(ClampInt8ScaledLayer& l, auto&& f) {
  f("elements", l.elements), f("input_zero_point", l.input_zero_point), f("output_zero_point", l.output_zero_point);
  f("multiplier", l.multiplier), f("shift", l.shift), f("output_min", l.output_min), f("output_max", l.output_max);
}

Lowered lower_int8_scaled(const Call& call) {
  const auto& a = call.as<ClampAttributes>();
  const Quantization &in = call.input(0).quantization, &out = call.output().quantization;
  // The reference divides the scales in float.
  const QuantizedMultiplier q = quantize_multiplier(double(in.scale() / out.scale()));
  const ClampInt8ScaledLayer layer{static_cast<int32_t>(call.output().elements()),
                                   in.zero_point(),
                                   out.zero_point(),
                                   q.multiplier,
                                   q.shift,
                                   quantized_bound(call, a.min),
                                   quantized_bound(call, a.max)};
  return lowered(
      "ClampInt8ScaledLayer", layer, [](auto& l, auto&& f) { visit_scaled(l, f); }, {}, {0},
      &device::clamp_int8_scaled<ClampInt8ScaledLayer>);
}

InstructionCost cost_int8_scaled(const Call& call) {
  const double n = unary_elements(call);
  return {n * 16, n, n, n, n};
}

bool serves_float32(const Call& call) { return call.input(0).type == ElementType::float32; }

Lowered lower_float32(const Call& call) {
  const auto& a = call.as<ClampAttributes>();
  const ClampFloat32Layer layer{static_cast<int32_t>(call.output().elements()), a.min, a.max};
  return lowered(
      "ClampFloat32Layer", layer,
      [](auto& l, auto&& f) { f("elements", l.elements), f("min", l.min), f("max", l.max); }, {}, {0},
      &device::clamp_float32<ClampFloat32Layer>);
}

InstructionCost cost_float32(const Call& call) {
  const double n = unary_elements(call);
  return {n * 4, 0, n, n, n * 2};
}

const Variant variants[] = {
#include "ops/clamp/variants.def"
};

}  // namespace
}  // namespace clamp

const OperatorDefinition& clamp_definition() {
  static const OperatorDefinition definition{ClampAttributes::operator_name,
                                             [] { return Attributes(ClampAttributes{}); },
                                             clamp::check,
                                             infer_same_shape,
                                             [](const Call&) -> int64_t { return 0; },
                                             clamp::variants};
  return definition;
}

}  // namespace mote
