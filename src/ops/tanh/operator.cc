// tanh: what it accepts, its output shape, and its variants. On int8 it is a table.
#include "base/device/fixed_point_functions.h"
#include "ops/tanh/attributes.h"
#include "ops/tanh/kernel_float32.h"
#include "ops/unary.h"
#include "ops/variant_row.h"

namespace mote {
namespace tanh {
namespace {

constexpr int fraction_bits = 7;

void check(const Call& call) {
  check_unary(call);
  check_fixed_output(call, 1.0f / 128, 0);
}

bool serves_int8(const Call& call) { return call.input(0).type == ElementType::int8; }
Lowered lower_int8(const Call& call) { return lower_fixed_point_function(call, &device::tanh_of_q4, fraction_bits); }

bool serves_float32(const Call& call) { return call.input(0).type == ElementType::float32; }
Lowered lower_float32(const Call& call) {
  const device::TanhFloat32Layer layer{static_cast<int32_t>(call.output().elements())};
  return lowered(
      "TanhFloat32Layer", layer, [](auto& l, auto&& f) { f("elements", l.elements); }, {}, {0},
      &device::tanh_float32<device::TanhFloat32Layer>);
}
InstructionCost cost_float32(const Call& call) {
  const double n = unary_elements(call);
  return {n * 60, n * 12, n, n, n * 4};
}

const Variant variants[] = {
#include "ops/tanh/variants.def"
};

}  // namespace
}  // namespace tanh

const OperatorDefinition& tanh_definition() {
  static const OperatorDefinition definition{TanhAttributes::operator_name,
                                             [] { return Attributes(TanhAttributes{}); },
                                             tanh::check,
                                             infer_same_shape,
                                             [](const Call&) -> int64_t { return 0; },
                                             tanh::variants};
  return definition;
}

}  // namespace mote
