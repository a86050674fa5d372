// fully_connected: what it accepts, its output shape, its multiply-accumulates, and its variants.
#include "ops/operator.h"

#include "ops/fully_connected/attributes.h"
#include "ops/fully_connected/lower.h"
#include "ops/quantized.h"
#include "ops/variant_row.h"

namespace mote {
namespace fully_connected {
namespace {

void check(const Call& call) {
  if (call.inputs.size() < 2 || call.inputs.size() > 3 || !call.has_input(0) || !call.has_input(1))
    call.refuse("has {} inputs, expected input, weights and optional bias", call.inputs.size());
  const Tensor &in = call.input(0), &weights = call.input(1);
  if (weights.shape.size() != 2) call.refuse("weights are {}, expected two dimensions", to_string(weights.shape));
  if (in.elements() % weights.shape[1] != 0)
    call.refuse("input {} has {} elements, expected rows of {} for weights {}", to_string(in.shape), in.elements(),
                weights.shape[1], to_string(weights.shape));
  check_weights(call, weights.shape[0], 0);
}

std::vector<Shape> infer_shapes(const Call& call) {
  const Shape& weights = call.input(1).shape;
  const int64_t rows = call.input(0).elements() / weights[1];
  if (!call.outputs.empty() && call.outputs[0] != nullptr) {
    const Shape& given = call.output().shape;
    if (!given.empty() && given.back() == weights[0] && element_count(given) == rows * weights[0]) return {given};
  }
  return {{static_cast<int32_t>(rows), weights[0]}};
}

int64_t macs(const Call& call) { return call.output().elements() * call.input(1).shape[1]; }

const Variant variants[] = {
#include "ops/fully_connected/variants.def"
};

}  // namespace
}  // namespace fully_connected

const OperatorDefinition& fully_connected_definition() {
  static const OperatorDefinition definition{FullyConnectedAttributes::operator_name,
                                             [] { return Attributes(FullyConnectedAttributes{}); },
                                             fully_connected::check,
                                             fully_connected::infer_shapes,
                                             fully_connected::macs,
                                             fully_connected::variants};
  return definition;
}

}  // namespace mote
