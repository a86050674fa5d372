// add: what it accepts, its output shape, and its variants.
#include "ops/add/attributes.h"
#include "ops/add/kernel_float32.h"
#include "ops/add/kernel_int8_helium.h"
#include "ops/add/lower.h"
#include "ops/elementwise.h"
#include "ops/elementwise_float32.h"
#include "ops/variant_row.h"

namespace mote {
namespace add {
namespace {

Activation activation_of(const Call& call) { return call.as<AddAttributes>().activation; }

void check(const Call& call) {
  check_elementwise(call);
  add::check_scales(call);
}

bool serves_int8(const Call& call) { return serves_pair(call, ElementType::int8); }
bool serves_int8_repeated(const Call& call) { return serves_repeated_pair(call, ElementType::int8); }
bool serves_int8_constant(const Call& call) { return serves_constant(call, ElementType::int8); }
bool serves_int8_table(const Call& call) { return serves_int8(call) && add::has_small_factor(call); }
bool serves_int8_helium(const Call& call) { return serves_int8_table(call); }
bool serves_float32(const Call& call) { return serves_pair(call, ElementType::float32); }
bool serves_float32_repeated(const Call& call) { return serves_repeated_pair(call, ElementType::float32); }
bool serves_float32_constant(const Call& call) { return serves_constant(call, ElementType::float32); }

Lowered lower_int8(const Call& call) {
  return add::lower_pair(call, activation_of(call), &device::add_int8<device::AddInt8Layer>);
}
Lowered lower_int8_repeated(const Call& call) {
  return add::lower_repeated_pair(call, activation_of(call), &device::add_int8_repeated<device::AddInt8RepeatedLayer>);
}
Lowered lower_int8_constant(const Call& call) {
  return add::lower_constant(call, activation_of(call), &device::add_int8_constant<device::AddInt8RepeatedLayer>);
}
Lowered lower_int8_table(const Call& call) {
  return add::lower_table(call, activation_of(call), &device::add_int8_table<device::AddInt8TableLayer>);
}
Lowered lower_int8_helium(const Call& call) {
  return add::lower_table(call, activation_of(call), &device::add_int8_helium<device::AddInt8TableLayer>);
}
Lowered lower_float32(const Call& call) {
  return lower_float_pair(call, activation_of(call), &device::add_float32<ElementwiseFloat32Layer>);
}
Lowered lower_float32_repeated(const Call& call) {
  return lower_repeated_float_pair(call, activation_of(call),
                                   &device::add_float32_repeated<ElementwiseFloat32RepeatedLayer>);
}
Lowered lower_float32_constant(const Call& call) {
  return lower_float_constant(call, activation_of(call),
                              &device::add_float32_constant<ElementwiseFloat32RepeatedLayer>);
}

InstructionCost cost_int8(const Call& call) { return add::pair_cost(call, 0); }
InstructionCost cost_int8_repeated(const Call& call) { return add::pair_cost(call, 2); }
InstructionCost cost_int8_table(const Call& call) {
  const double n = static_cast<double>(call.output().elements());
  return {n * 7 + 40, n, n * 4, n, n / 4};
}
InstructionCost cost_int8_helium(const Call& call) {
  const double n = static_cast<double>(call.output().elements());
  return {n * 2 + 40, n / 4, n * 0.75, n / 8, n / 8};
}
InstructionCost cost_float32(const Call& call) { return float_pair_cost(call, 0); }
InstructionCost cost_float32_repeated(const Call& call) { return float_pair_cost(call, 2); }

const Variant variants[] = {
#include "ops/add/variants.def"
};

}  // namespace
}  // namespace add

const OperatorDefinition& add_definition() {
  static const OperatorDefinition definition{AddAttributes::operator_name,
                                             [] { return Attributes(AddAttributes{}); },
                                             add::check,
                                             infer_elementwise_shapes,
                                             no_macs,
                                             add::variants};
  return definition;
}

}  // namespace mote
