// Float layers of operators on two inputs.
#include "ops/elementwise_float32.h"

#include "ops/elementwise.h"
#include "ops/quantized.h"

namespace mote {
namespace {

void visit_pair(ElementwiseFloat32Layer& l, auto&& f) {
  f("elements", l.elements), f("output_min", l.output_min), f("output_max", l.output_max);
}

void visit_repeated(ElementwiseFloat32RepeatedLayer& l, auto&& f) {
  visit_repetition(l, f);
  f("output_min", l.output_min), f("output_max", l.output_max);
  f("constant_is_first", l.constant_is_first), f("constant", l.constant);
}

ElementwiseFloat32RepeatedLayer repeated_layer(const Call& call, Activation activation) {
  ElementwiseFloat32RepeatedLayer layer{};
  fill_repetition(call, layer);
  const FloatRange range = float_activation_range(activation);
  layer.output_min = range.min, layer.output_max = range.max;
  layer.constant_is_first = computed_input(call) == 1;
  return layer;
}

}  // namespace

Lowered lower_float_pair(const Call& call, Activation activation,
                         void (*kernel)(const ElementwiseFloat32Layer&, const float*, const float*, float*)) {
  const FloatRange range = float_activation_range(activation);
  const ElementwiseFloat32Layer layer{static_cast<int32_t>(call.output().elements()), range.min, range.max};
  return lowered("ElementwiseFloat32Layer", layer, [](auto& l, auto&& f) { visit_pair(l, f); }, {}, {0, 1}, kernel);
}

Lowered lower_repeated_float_pair(const Call& call, Activation activation,
                                  void (*kernel)(const ElementwiseFloat32RepeatedLayer&, const float*, const float*,
                                                 float*)) {
  return lowered(
      "ElementwiseFloat32RepeatedLayer", repeated_layer(call, activation),
      [](auto& l, auto&& f) { visit_repeated(l, f); }, {}, {0, 1}, kernel);
}

Lowered lower_float_constant(const Call& call, Activation activation,
                             void (*kernel)(const ElementwiseFloat32RepeatedLayer&, const float*, float*)) {
  return lowered(
      "ElementwiseFloat32RepeatedLayer", repeated_layer(call, activation),
      [](auto& l, auto&& f) { visit_repeated(l, f); }, {constant_table<float>(call)}, {computed_input(call)}, kernel);
}

InstructionCost float_pair_cost(const Call& call, double overhead) {
  const double n = static_cast<double>(call.output().elements());
  return {n * (6 + overhead), n, n * 2, n, n};
}

}  // namespace mote
