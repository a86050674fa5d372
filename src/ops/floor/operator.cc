// floor: the largest whole number that is not larger. What it accepts, its output shape, and its variants.
#include "ops/floor/attributes.h"
#include "ops/floor/kernel_float32.h"
#include "ops/unary.h"
#include "ops/variant_row.h"

namespace mote {
namespace floor_operator {
namespace {

void check(const Call& call) {
  check_unary(call);
  if (call.input(0).type != ElementType::float32)
    call.refuse("input is {}, expected float32", name_of(call.input(0).type));
}

bool serves_float32(const Call& call) { return call.input(0).type == ElementType::float32; }
Lowered lower_float32(const Call& call) {
  const device::FloorFloat32Layer layer{static_cast<int32_t>(call.output().elements())};
  return lowered(
      "FloorFloat32Layer", layer, [](auto& l, auto&& f) { f("elements", l.elements); }, {}, {0},
      &device::floor_float32<device::FloorFloat32Layer>);
}
InstructionCost cost_float32(const Call& call) {
  const double n = unary_elements(call);
  return {n * 12, 0, n, n, n * 4};
}

const Variant variants[] = {
#include "ops/floor/variants.def"
};

}  // namespace
}  // namespace floor_operator

const OperatorDefinition& floor_definition() {
  static const OperatorDefinition definition{FloorAttributes::operator_name,
                                             [] { return Attributes(FloorAttributes{}); },
                                             floor_operator::check,
                                             infer_same_shape,
                                             [](const Call&) -> int64_t { return 0; },
                                             floor_operator::variants};
  return definition;
}

}  // namespace mote
