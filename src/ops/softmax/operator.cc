// softmax: what it accepts, its output shape, and its variants.
#include <algorithm>
#include <cmath>

#include "base/fixed_point.h"
#include "ops/softmax/attributes.h"
#include "ops/softmax/kernel_float32.h"
#include "ops/softmax/kernel_int8.h"
#include "ops/unary.h"
#include "ops/variant_row.h"

namespace mote {
namespace softmax {
namespace {

using device::SoftmaxFloat32Layer;
using device::SoftmaxInt8Layer;

constexpr int integer_bits = 5;            // of the scaled differences
constexpr int32_t most_int8_depth = 4095;  // so that the sum of exponentials keeps to its 12 integer bits

double input_factor(const Call& call) {
  const double factor = double(call.as<SoftmaxAttributes>().beta) * double(call.input(0).quantization.scale());
  return std::min(std::ldexp(factor, 31 - integer_bits), std::ldexp(1.0, 31) - 1);
}

void check(const Call& call) {
  check_unary(call);
  const float beta = call.as<SoftmaxAttributes>().beta;
  if (!std::isfinite(beta) || beta <= 0) call.refuse("beta is {}, expected finite and above 0", beta);
  if (call.input(0).shape.empty()) call.refuse("the input is a scalar, expected at least one dimension");
  if (call.input(0).type != ElementType::int8) return;
  check_fixed_output(call, 1.0f / 256, -128);
  if (call.input(0).shape.back() > most_int8_depth)
    call.refuse("the last dimension is {}, expected {} at most on int8", call.input(0).shape.back(), most_int8_depth);
  if (input_factor(call) <= 1)
    call.refuse("beta {} times the input's scale {} is too small, expected more than 2^-26", beta,
                call.input(0).quantization.scale());
}

void fill_shape(const Call& call, auto& layer) {
  layer.depth = call.input(0).shape.back();
  layer.rows = static_cast<int32_t>(call.input(0).elements() / layer.depth);
}

bool serves_int8(const Call& call) { return call.input(0).type == ElementType::int8; }

void visit_int8(SoftmaxInt8Layer& l, auto&& f) {
  f("rows", l.rows), f("depth", l.depth), f("multiplier", l.multiplier), f("shift", l.shift);
  f("smallest_difference", l.smallest_difference);
}

Lowered lower_int8(const Call& call) {
  SoftmaxInt8Layer layer{};
  fill_shape(call, layer);
  const QuantizedMultiplier q = quantize_multiplier(input_factor(call));
  layer.multiplier = q.multiplier, layer.shift = q.shift;
  const double radius = std::floor(std::ldexp(double((1 << integer_bits) - 1), 31 - integer_bits - q.shift));
  layer.smallest_difference = -static_cast<int32_t>(radius);
  return lowered(
      "SoftmaxInt8Layer", layer, [](auto& l, auto&& f) { visit_int8(l, f); }, {}, {0},
      &device::softmax_int8<SoftmaxInt8Layer>);
}

InstructionCost cost_int8(const Call& call) {
  const double n = unary_elements(call);
  return {n * 200, n * 26, n * 6, n, n * 30};
}

bool serves_float32(const Call& call) { return call.input(0).type == ElementType::float32; }

Lowered lower_float32(const Call& call) {
  SoftmaxFloat32Layer layer{};
  fill_shape(call, layer);
  layer.beta = call.as<SoftmaxAttributes>().beta;
  return lowered(
      "SoftmaxFloat32Layer", layer,
      [](auto& l, auto&& f) { f("rows", l.rows), f("depth", l.depth), f("beta", l.beta); }, {}, {0},
      &device::softmax_float32<SoftmaxFloat32Layer>);
}

InstructionCost cost_float32(const Call& call) {
  const double n = unary_elements(call);
  return {n * 60, n * 12, n * 4, n * 2, n * 8};
}

const Variant variants[] = {
#include "ops/softmax/variants.def"
};

}  // namespace
}  // namespace softmax

const OperatorDefinition& softmax_definition() {
  static const OperatorDefinition definition{SoftmaxAttributes::operator_name,
                                             [] { return Attributes(SoftmaxAttributes{}); },
                                             softmax::check,
                                             infer_same_shape,
                                             [](const Call&) -> int64_t { return 0; },
                                             softmax::variants};
  return definition;
}

}  // namespace mote
