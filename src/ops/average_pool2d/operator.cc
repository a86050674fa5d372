// average_pool2d: what it accepts, its output shape, and its variants.
#include "ops/average_pool2d/attributes.h"
#include "ops/average_pool2d/kernel_float32.h"
#include "ops/average_pool2d/kernel_int8.h"
#include "ops/average_pool2d/kernel_int8_fours.h"
#include "ops/pooling.h"
#include "ops/variant_row.h"

namespace mote {
namespace average_pool2d {
namespace {

using Pooling = AveragePool2dAttributes;

bool serves_int8(const Call& call) { return call.input(0).type == ElementType::int8; }
Lowered lower_int8(const Call& call) {
  return lower_pool_int8<Pooling>(call, &device::average_pool2d_int8<device::PoolInt8Layer>);
}
InstructionCost cost_int8(const Call& call) { return pool_cost<Pooling>(call, 30); }

bool serves_int8_fours(const Call& call) {
  const auto& a = call.as<Pooling>();
  return serves_int8(call) && call.input(0).shape[3] % 4 == 0 && int64_t{a.window_height} * a.window_width <= 256;
}
Lowered lower_int8_fours(const Call& call) {
  return lower_pool_int8<Pooling>(call, &device::average_pool2d_int8_fours<device::PoolInt8Layer>);
}
InstructionCost cost_int8_fours(const Call& call) {
  const auto& a = call.as<Pooling>();
  const double outputs = static_cast<double>(call.output().elements());
  const double words = outputs / 4 * a.window_height * a.window_width;
  return {words * 5.5 + outputs * 30, 0, words, outputs, words / 4 + outputs * 3};
}

bool serves_float32(const Call& call) { return call.input(0).type == ElementType::float32; }
Lowered lower_float32(const Call& call) {
  return lower_pool_float32<Pooling>(call, &device::average_pool2d_float32<device::PoolFloat32Layer>);
}
InstructionCost cost_float32(const Call& call) { return pool_cost<Pooling>(call, 30); }

const Variant variants[] = {
#include "ops/average_pool2d/variants.def"
};

}  // namespace
}  // namespace average_pool2d

const OperatorDefinition& average_pool2d_definition() {
  static const OperatorDefinition definition{
      AveragePool2dAttributes::operator_name,   [] { return Attributes(AveragePool2dAttributes{}); },
      check_pool<AveragePool2dAttributes>,      infer_pool_shapes<AveragePool2dAttributes>,
      [](const Call&) -> int64_t { return 0; }, average_pool2d::variants};
  return definition;
}

}  // namespace mote
