// logistic: what it accepts, its output shape, and its variants. On int8 it is a table.
#include "base/device/fixed_point_functions.h"
#include "ops/logistic/attributes.h"
#include "ops/logistic/kernel_float32.h"
#include "ops/unary.h"
#include "ops/variant_row.h"

namespace mote {
namespace logistic {
namespace {

constexpr int fraction_bits = 8;

void check(const Call& call) {
  check_unary(call);
  check_fixed_output(call, 1.0f / 256, -128);
}

bool serves_int8(const Call& call) { return call.input(0).type == ElementType::int8; }
Lowered lower_int8(const Call& call) {
  return lower_fixed_point_function(call, &device::logistic_of_q4, fraction_bits);
}

bool serves_float32(const Call& call) { return call.input(0).type == ElementType::float32; }
Lowered lower_float32(const Call& call) {
  const device::LogisticFloat32Layer layer{static_cast<int32_t>(call.output().elements())};
  return lowered(
      "LogisticFloat32Layer", layer, [](auto& l, auto&& f) { f("elements", l.elements); }, {}, {0},
      &device::logistic_float32<device::LogisticFloat32Layer>);
}
InstructionCost cost_float32(const Call& call) {
  const double n = unary_elements(call);
  return {n * 60, n * 12, n, n, n * 4};
}

const Variant variants[] = {
#include "ops/logistic/variants.def"
};

}  // namespace
}  // namespace logistic

const OperatorDefinition& logistic_definition() {
  static const OperatorDefinition definition{LogisticAttributes::operator_name,
                                             [] { return Attributes(LogisticAttributes{}); },
                                             logistic::check,
                                             infer_same_shape,
                                             [](const Call&) -> int64_t { return 0; },
                                             logistic::variants};
  return definition;
}

}  // namespace mote
