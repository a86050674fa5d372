// dequantize: what it accepts, its output shape, and its variants.
#include "ops/checks.h"
#include "ops/dequantize/attributes.h"
#include "ops/dequantize/kernel.h"
#include "ops/move.h"
#include "ops/unary.h"
#include "ops/variant_row.h"

namespace mote {
namespace dequantize {
namespace {

using device::DequantizeLayer;

void check(const Call& call) {
  using enum ElementType;
  check_counts(call, 1);
  check_type(call, call.input(0), "the input", {int8, uint8, int16});
  check_type(call, call.output(), "the output", {float32});
  check_quantized(call, call.input(0), "the input");
}

Lowered lower_any(const Call& call) {
  const Quantization& in = call.input(0).quantization;
  const DequantizeLayer layer{static_cast<int32_t>(call.output().elements()), in.zero_point(), in.scale()};
  return with_element(call.input(0).type, [&]<class Input>(Input) {
    return lowered(
        "DequantizeLayer", layer,
        [](auto& l, auto&& f) { f("elements", l.elements), f("zero_point", l.zero_point), f("scale", l.scale); }, {},
        {0}, &device::dequantize<DequantizeLayer, Input>);
  });
}

InstructionCost cost_any(const Call& call) {
  const double n = unary_elements(call);
  return {n * 3, n, n, n, n};
}

const Variant variants[] = {
#include "ops/dequantize/variants.def"
};

}  // namespace
}  // namespace dequantize

const OperatorDefinition& dequantize_definition() {
  static const OperatorDefinition definition{DequantizeAttributes::operator_name,
                                             [] { return Attributes(DequantizeAttributes{}); },
                                             dequantize::check,
                                             infer_same_shape,
                                             [](const Call&) -> int64_t { return 0; },
                                             dequantize::variants};
  return definition;
}

}  // namespace mote
