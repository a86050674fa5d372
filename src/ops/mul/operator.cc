// mul: what it accepts, its output shape, and its variants.
#include "base/fixed_point.h"
#include "ops/elementwise.h"
#include "ops/elementwise_float32.h"
#include "ops/mul/attributes.h"
#include "ops/mul/kernel_float32.h"
#include "ops/mul/kernel_int8.h"
#include "ops/quantized.h"
#include "ops/variant_row.h"

namespace mote {
namespace mul {
namespace {

using device::MulInt8Layer;
using device::MulInt8RepeatedLayer;

Activation activation_of(const Call& call) { return call.as<MulAttributes>().activation; }

void visit_quantization(auto& l, auto&& f) {
  f("first_zero_point", l.first_zero_point), f("second_zero_point", l.second_zero_point);
  f("output_zero_point", l.output_zero_point), f("multiplier", l.multiplier), f("shift", l.shift);
  f("output_min", l.output_min), f("output_max", l.output_max);
}

void fill_quantization(const Call& call, auto& l) {
  const double first = call.input(0).quantization.scale(), second = call.input(1).quantization.scale();
  const QuantizedMultiplier q = quantize_multiplier(first * second / double(call.output().quantization.scale()));
  l.multiplier = q.multiplier, l.shift = q.shift;
  l.first_zero_point = call.input(0).quantization.zero_point();
  l.second_zero_point = call.input(1).quantization.zero_point();
  l.output_zero_point = call.output().quantization.zero_point();
  const Int8Range range = activation_range(call.output(), activation_of(call));
  l.output_min = range.min, l.output_max = range.max;
}

void visit_pair(MulInt8Layer& l, auto&& f) {
  f("elements", l.elements);
  visit_quantization(l, f);
}

void visit_repeated(MulInt8RepeatedLayer& l, auto&& f) {
  visit_repetition(l, f);
  visit_quantization(l, f);
  f("constant_is_first", l.constant_is_first), f("constant", l.constant);
}

MulInt8RepeatedLayer repeated_layer(const Call& call) {
  MulInt8RepeatedLayer layer{};
  fill_repetition(call, layer);
  fill_quantization(call, layer);
  layer.constant_is_first = computed_input(call) == 1;
  return layer;
}

bool serves_int8(const Call& call) { return serves_pair(call, ElementType::int8); }
bool serves_int8_repeated(const Call& call) { return serves_repeated_pair(call, ElementType::int8); }
bool serves_int8_constant(const Call& call) { return serves_constant(call, ElementType::int8); }
bool serves_float32(const Call& call) { return serves_pair(call, ElementType::float32); }
bool serves_float32_repeated(const Call& call) { return serves_repeated_pair(call, ElementType::float32); }
bool serves_float32_constant(const Call& call) { return serves_constant(call, ElementType::float32); }

Lowered lower_int8(const Call& call) {
  MulInt8Layer layer{};
  layer.elements = static_cast<int32_t>(call.output().elements());
  fill_quantization(call, layer);
  return lowered(
      "MulInt8Layer", layer, [](auto& l, auto&& f) { visit_pair(l, f); }, {}, {0, 1}, &device::mul_int8<MulInt8Layer>);
}
Lowered lower_int8_repeated(const Call& call) {
  return lowered(
      "MulInt8RepeatedLayer", repeated_layer(call), [](auto& l, auto&& f) { visit_repeated(l, f); }, {}, {0, 1},
      &device::mul_int8_repeated<MulInt8RepeatedLayer>);
}
Lowered lower_int8_constant(const Call& call) {
  return lowered(
      "MulInt8RepeatedLayer", repeated_layer(call), [](auto& l, auto&& f) { visit_repeated(l, f); },
      {constant_table<int8_t>(call)}, {computed_input(call)}, &device::mul_int8_constant<MulInt8RepeatedLayer>);
}
Lowered lower_float32(const Call& call) {
  return lower_float_pair(call, activation_of(call), &device::mul_float32<ElementwiseFloat32Layer>);
}
Lowered lower_float32_repeated(const Call& call) {
  return lower_repeated_float_pair(call, activation_of(call),
                                   &device::mul_float32_repeated<ElementwiseFloat32RepeatedLayer>);
}
Lowered lower_float32_constant(const Call& call) {
  return lower_float_constant(call, activation_of(call),
                              &device::mul_float32_constant<ElementwiseFloat32RepeatedLayer>);
}

InstructionCost pair_cost(const Call& call, double overhead) {
  const double n = static_cast<double>(call.output().elements());
  return {n * (15 + overhead), n * 2, n * 2, n, n};
}
InstructionCost cost_int8(const Call& call) { return pair_cost(call, 0); }
InstructionCost cost_int8_repeated(const Call& call) { return pair_cost(call, 2); }
InstructionCost cost_float32(const Call& call) { return float_pair_cost(call, 0); }
InstructionCost cost_float32_repeated(const Call& call) { return float_pair_cost(call, 2); }

const Variant variants[] = {
#include "ops/mul/variants.def"
};

}  // namespace
}  // namespace mul

const OperatorDefinition& mul_definition() {
  static const OperatorDefinition definition{MulAttributes::operator_name,
                                             [] { return Attributes(MulAttributes{}); },
                                             check_elementwise,
                                             infer_elementwise_shapes,
                                             no_macs,
                                             mul::variants};
  return definition;
}

}  // namespace mote
