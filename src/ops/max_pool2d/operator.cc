// max_pool2d: what it accepts, its output shape, and its variants.
#include "ops/max_pool2d/attributes.h"
#include "ops/max_pool2d/kernel_float32.h"
#include "ops/max_pool2d/kernel_int8.h"
#include "ops/pooling.h"
#include "ops/variant_row.h"

namespace mote {
namespace max_pool2d {
namespace {

using Pooling = MaxPool2dAttributes;

bool serves_int8(const Call& call) { return call.input(0).type == ElementType::int8; }
Lowered lower_int8(const Call& call) {
  return lower_pool_int8<Pooling>(call, &device::max_pool2d_int8<device::PoolInt8Layer>);
}
InstructionCost cost_int8(const Call& call) { return pool_cost<Pooling>(call, 30); }

bool serves_float32(const Call& call) { return call.input(0).type == ElementType::float32; }
Lowered lower_float32(const Call& call) {
  return lower_pool_float32<Pooling>(call, &device::max_pool2d_float32<device::PoolFloat32Layer>);
}
InstructionCost cost_float32(const Call& call) { return pool_cost<Pooling>(call, 30); }

const Variant variants[] = {
#include "ops/max_pool2d/variants.def"
};

}  // namespace
}  // namespace max_pool2d

const OperatorDefinition& max_pool2d_definition() {
  static const OperatorDefinition definition{
      MaxPool2dAttributes::operator_name,       [] { return Attributes(MaxPool2dAttributes{}); },
      check_pool<MaxPool2dAttributes>,          infer_pool_shapes<MaxPool2dAttributes>,
      [](const Call&) -> int64_t { return 0; }, max_pool2d::variants};
  return definition;
}

}  // namespace mote
