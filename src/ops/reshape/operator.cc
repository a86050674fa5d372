// reshape: what it accepts, its output shape, and its variants.
#include "ops/move.h"
#include "ops/reshape/attributes.h"
#include "ops/reshape/kernel.h"
#include "ops/variant_row.h"

namespace mote {
namespace reshape {
namespace {

using device::ReshapeLayer;

void check(const Call& call) {
  check_counts(call, 1);
  const Shape& shape = call.as<ReshapeAttributes>().shape;
  for (int32_t dimension : shape)
    if (dimension < 1)
      call.refuse("the new shape {} has a dimension of {}, expected at least 1", to_string(shape), dimension);
  if (element_count(shape) != call.input(0).elements())
    call.refuse("{} elements of shape {} can't take the shape {} of {}", call.input(0).elements(),
                to_string(call.input(0).shape), to_string(shape), element_count(shape));
  check_same_values(call, call.input(0), "the input", call.output(), "the output");
}

std::vector<Shape> infer_shapes(const Call& call) { return {call.as<ReshapeAttributes>().shape}; }

Lowered lower_any(const Call& call) {
  const ReshapeLayer layer{static_cast<int32_t>(call.output().elements())};
  return with_element(call.input(0).type, [&]<class Element>(Element) {
    return lowered(
        "ReshapeLayer", layer, [](auto& l, auto&& f) { f("elements", l.elements); }, {}, {0},
        &device::reshape<ReshapeLayer, Element>);
  });
}

InstructionCost cost_any(const Call& call) { return move_cost(call, 1); }

const Variant variants[] = {
#include "ops/reshape/variants.def"
};

}  // namespace
}  // namespace reshape

const OperatorDefinition& reshape_definition() {
  static const OperatorDefinition definition{ReshapeAttributes::operator_name,
                                             [] { return Attributes(ReshapeAttributes{}); },
                                             reshape::check,
                                             reshape::infer_shapes,
                                             [](const Call&) -> int64_t { return 0; },
                                             reshape::variants};
  return definition;
}

}  // namespace mote
