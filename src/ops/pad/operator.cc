// pad: what it accepts, its output shape, and its variants.
#include <algorithm>
#include <array>
#include <cmath>

#include "ops/move.h"
#include "ops/pad/attributes.h"
#include "ops/pad/kernel.h"
#include "ops/variant_row.h"

namespace mote {
namespace pad {
namespace {

using device::PadFloat32Layer;
using device::PadLayer;

// The dimensions from the outermost, those without padding folded into the one around them.
struct Folded {
  int64_t size, before, after;
};

std::vector<Folded> folded_dimensions(const Call& call) {
  const auto& a = call.as<PadAttributes>();
  std::vector<Folded> folded;
  for (size_t i = 0; i < a.before.size(); ++i) {
    const int64_t size = call.input(0).shape[i];
    if (!folded.empty() && a.before[i] == 0 && a.after[i] == 0) {
      Folded& outer = folded.back();
      outer.size *= size, outer.before *= size, outer.after *= size;
    } else if (size != 1 || a.before[i] != 0 || a.after[i] != 0) {
      folded.push_back({size, a.before[i], a.after[i]});
    }
  }
  return folded;
}

// The value as the input's integers have it. Throws where it is beyond their range.
int32_t integer_value(const Call& call) {
  const Tensor& in = call.input(0);
  const float value = call.as<PadAttributes>().value;
  const double step = in.quantization.present() ? in.quantization.scale() : 1.0;
  const double quantized = std::round(value / step) + (in.quantization.present() ? in.quantization.zero_point() : 0);
  const bool small = byte_size(in.type) == 1, is_signed = in.type == ElementType::int8;
  const double low = !small ? (in.type == ElementType::int16 ? INT16_MIN : INT32_MIN) : is_signed ? -128 : 0;
  const double high = !small ? (in.type == ElementType::int16 ? INT16_MAX : INT32_MAX) : is_signed ? 127 : 255;
  if (!(quantized >= low && quantized <= high))
    call.refuse("the value {} is {} in the input's integers, expected {} to {}", value, quantized, low, high);
  return static_cast<int32_t>(quantized);
}

void check(const Call& call) {
  check_counts(call, 1);
  const auto& a = call.as<PadAttributes>();
  const Tensor& in = call.input(0);
  check_rank(call, in, a.before.size(), "the padding before");
  check_rank(call, in, a.after.size(), "the padding after");
  Shape padded;
  for (size_t i = 0; i < a.before.size(); ++i) {
    if (a.before[i] < 0 || a.after[i] < 0)
      call.refuse("dimension {} is padded by {} and {}, expected none below 0", i, a.before[i], a.after[i]);
    const int64_t size = int64_t{in.shape[i]} + a.before[i] + a.after[i];
    if (size > INT32_MAX) call.refuse("dimension {} is padded to {} elements, expected less than 2^31", i, size);
    padded.push_back(static_cast<int32_t>(size));
  }
  element_count(padded);
  check_same_values(call, in, "the input", call.output(), "the output");
  if (folded_dimensions(call).size() > 4) call.refuse("more than four dimensions are padded, expected four at most");
  if (!std::isfinite(a.value)) call.refuse("the value is {}, expected a finite one", a.value);
  if (in.type != ElementType::float32) integer_value(call);
}

std::vector<Shape> infer_shapes(const Call& call) {
  const auto& a = call.as<PadAttributes>();
  Shape shape = call.input(0).shape;
  for (size_t i = 0; i < shape.size() && i < a.before.size() && i < a.after.size(); ++i)
    shape[i] += a.before[i] + a.after[i];
  return {shape};
}

void fill(const Call& call, auto& l) {
  std::vector<Folded> f = folded_dimensions(call);
  f.insert(f.begin(), 4 - f.size(), Folded{1, 0, 0});
  const auto at = [](int64_t value) { return static_cast<int32_t>(value); };
  l.size_0 = at(f[0].size), l.size_1 = at(f[1].size), l.size_2 = at(f[2].size), l.size_3 = at(f[3].size);
  l.before_0 = at(f[0].before), l.before_1 = at(f[1].before);
  l.before_2 = at(f[2].before), l.before_3 = at(f[3].before);
  l.after_0 = at(f[0].after), l.after_1 = at(f[1].after), l.after_2 = at(f[2].after), l.after_3 = at(f[3].after);
}

void visit(auto& l, auto&& f) {
  f("size_0", l.size_0), f("size_1", l.size_1), f("size_2", l.size_2), f("size_3", l.size_3);
  f("before_0", l.before_0), f("before_1", l.before_1), f("before_2", l.before_2), f("before_3", l.before_3);
  f("after_0", l.after_0), f("after_1", l.after_1), f("after_2", l.after_2), f("after_3", l.after_3);
  f("value", l.value);
}

bool serves_float32(const Call& call) { return call.input(0).type == ElementType::float32; }
bool serves_integer(const Call& call) { return !serves_float32(call); }

Lowered lower_integer(const Call& call) {
  PadLayer layer{};
  fill(call, layer);
  layer.value = integer_value(call);
  return with_element(call.input(0).type, [&]<class Element>(Element) {
    return lowered("PadLayer", layer, [](auto& l, auto&& f) { visit(l, f); }, {}, {0}, &device::pad<PadLayer, Element>);
  });
}

Lowered lower_float32(const Call& call) {
  PadFloat32Layer layer{};
  fill(call, layer);
  layer.value = call.as<PadAttributes>().value;
  return lowered(
      "PadFloat32Layer", layer, [](auto& l, auto&& f) { visit(l, f); }, {}, {0}, &device::pad<PadFloat32Layer, float>);
}

InstructionCost cost_any(const Call& call) { return move_cost(call, 2); }

const Variant variants[] = {
#include "ops/pad/variants.def"
};

}  // namespace
}  // namespace pad

const OperatorDefinition& pad_definition() {
  static const OperatorDefinition definition{PadAttributes::operator_name,
                                             [] { return Attributes(PadAttributes{}); },
                                             pad::check,
                                             pad::infer_shapes,
                                             [](const Call&) -> int64_t { return 0; },
                                             pad::variants};
  return definition;
}

}  // namespace mote
