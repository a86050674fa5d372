// quantize: what it accepts, its output shape, and its variants.
#include "base/fixed_point.h"
#include "ops/checks.h"
#include "ops/quantize/attributes.h"
#include "ops/quantize/kernel_float32.h"
#include "ops/quantize/kernel_integer.h"
#include "ops/unary.h"
#include "ops/variant_row.h"

namespace mote {
namespace quantize {
namespace {

using device::QuantizeFloat32Layer;
using device::QuantizeIntegerLayer;

struct Range {
  int32_t min, max;
};

Range range_of(ElementType type) {
  switch (type) {
    case ElementType::int8:
      return {INT8_MIN, INT8_MAX};
    case ElementType::uint8:
      return {0, UINT8_MAX};
    case ElementType::int16:
      return {INT16_MIN, INT16_MAX};
    default:
      return {INT32_MIN, INT32_MAX};
  }
}

void check(const Call& call) {
  using enum ElementType;
  check_counts(call, 1);
  check_type(call, call.input(0), "the input", {float32, int8, uint8, int16});
  if (call.input(0).type == float32) {
    check_type(call, call.output(), "the output", {int8, uint8, int16});
  } else {
    check_type(call, call.output(), "the output", {int8, uint8, int16, int32});
  }
  check_quantized(call, call.input(0), "the input");
  check_quantized(call, call.output(), "the output");
}

bool serves_float32(const Call& call) { return call.input(0).type == ElementType::float32; }
bool serves_integer(const Call& call) { return !serves_float32(call); }
bool to_bytes(const Call& call) { return byte_size(call.output().type) == 1; }
bool serves_float32_to_bytes(const Call& call) { return serves_float32(call) && to_bytes(call); }
bool serves_integer_to_bytes(const Call& call) { return serves_integer(call) && to_bytes(call); }

// use(Integer{}) with the C++ type.
template <class Use>
Lowered with_integer(ElementType type, Use&& use) {
  switch (type) {
    case ElementType::int8:
      return use(int8_t{});
    case ElementType::uint8:
      return use(uint8_t{});
    case ElementType::int16:
      return use(int16_t{});
    case ElementType::int32:
      return use(int32_t{});
    default:
      fail<InternalError>("quantize was given {}", name_of(type));
  }
}

void visit_float32(QuantizeFloat32Layer& l, auto&& f) {
  f("elements", l.elements), f("zero_point", l.zero_point), f("scale", l.scale);
  f("lowest", l.lowest), f("highest", l.highest);
}

Lowered lower_float32(const Call& call) {
  const Tensor& out = call.output();
  const Range range = range_of(out.type);
  const int32_t zero_point = out.quantization.zero_point();
  const QuantizeFloat32Layer layer{static_cast<int32_t>(out.elements()), zero_point, out.quantization.scale(),
                                   static_cast<float>(range.min - zero_point),
                                   static_cast<float>(range.max - zero_point)};
  return with_integer(out.type, [&]<class Output>(Output) {
    return lowered(
        "QuantizeFloat32Layer", layer, [](auto& l, auto&& f) { visit_float32(l, f); }, {}, {0},
        &device::quantize_float32<QuantizeFloat32Layer, Output>);
  });
}

InstructionCost cost_float32(const Call& call) {
  const double n = unary_elements(call);
  return {n * 16, n * 4, n, n, n * 3};
}

void visit_integer(QuantizeIntegerLayer& l, auto&& f) {
  f("elements", l.elements), f("input_zero_point", l.input_zero_point), f("output_zero_point", l.output_zero_point);
  f("multiplier", l.multiplier), f("shift", l.shift), f("output_min", l.output_min), f("output_max", l.output_max);
}

Lowered lower_integer(const Call& call) {
  const Quantization &in = call.input(0).quantization, &out = call.output().quantization;
  const QuantizedMultiplier q = quantize_multiplier(double(in.scale()) / double(out.scale()));
  const Range range = range_of(call.output().type);
  const QuantizeIntegerLayer layer{static_cast<int32_t>(call.output().elements()),
                                   in.zero_point(),
                                   out.zero_point(),
                                   q.multiplier,
                                   q.shift,
                                   range.min,
                                   range.max};
  return with_integer(call.input(0).type, [&]<class Input>(Input) {
    return with_integer(call.output().type, [&]<class Output>(Output) {
      return lowered(
          "QuantizeIntegerLayer", layer, [](auto& l, auto&& f) { visit_integer(l, f); }, {}, {0},
          &device::quantize_integer<QuantizeIntegerLayer, Input, Output>);
    });
  });
}

InstructionCost cost_integer(const Call& call) {
  const double n = unary_elements(call);
  return {n * 14, n, n, n, n};
}

const Variant variants[] = {
#include "ops/quantize/variants.def"
};

}  // namespace
}  // namespace quantize

const OperatorDefinition& quantize_definition() {
  static const OperatorDefinition definition{QuantizeAttributes::operator_name,
                                             [] { return Attributes(QuantizeAttributes{}); },
                                             quantize::check,
                                             infer_same_shape,
                                             [](const Call&) -> int64_t { return 0; },
                                             quantize::variants};
  return definition;
}

}  // namespace mote
