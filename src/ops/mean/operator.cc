// mean: what it accepts, its output shape, and its variants.
#include <algorithm>
#include <array>
#include <bit>
#include <optional>

#include "base/fixed_point.h"
#include "ops/checks.h"
#include "ops/mean/attributes.h"
#include "ops/mean/kernel_float32.h"
#include "ops/mean/kernel_int8.h"
#include "ops/variant_row.h"

namespace mote {
namespace mean {
namespace {

using device::MeanFloat32Layer;
using device::MeanInt8Layer;

constexpr int64_t most_averaged = 1 << 23;  // so that a sum of int8 fits 32 bits

bool is_reduced(const Call& call, size_t dimension) {
  const auto& axes = call.as<MeanAttributes>().axes;
  return std::find(axes.begin(), axes.end(), static_cast<int32_t>(dimension)) != axes.end();
}

// Dimensions folded to [kept, reduced, kept, reduced]; nothing where they alternate more often.
std::optional<std::array<int32_t, 4>> folded_dimensions(const Call& call) {
  std::array<int32_t, 4> folded{1, 1, 1, 1};
  size_t at = 0;
  for (size_t i = 0; i < call.input(0).shape.size(); ++i) {
    const int32_t size = call.input(0).shape[i];
    if (size == 1) continue;
    if (is_reduced(call, i) != (at % 2 == 1)) ++at;
    if (at >= folded.size()) return std::nullopt;
    folded[at] *= size;
  }
  return folded;
}

int64_t averaged(const Call& call) {
  int64_t count = 1;
  for (int32_t axis : call.as<MeanAttributes>().axes) count *= call.input(0).shape[axis];
  return count;
}

void check(const Call& call) {
  check_counts(call, 1);
  const Tensor& in = call.input(0);
  const auto& axes = call.as<MeanAttributes>().axes;
  check_type(call, in, "the input", {ElementType::float32, ElementType::int8});
  check_same_type(call, in, "the input", call.output(), "the output");
  check_quantized(call, in, "the input");
  check_quantized(call, call.output(), "the output");
  for (size_t i = 0; i < axes.size(); ++i) {
    check_axis(call, in, axes[i]);
    if (std::count(axes.begin(), axes.end(), axes[i]) > 1) call.refuse("axis {} is listed twice", axes[i]);
  }
  if (averaged(call) > most_averaged)
    call.refuse("the mean is over {} elements, expected {} at most", averaged(call), most_averaged);
  if (!folded_dimensions(call))
    call.refuse("kept and averaged dimensions of {} alternate more than the kernels' four times", to_string(in.shape));
}

std::vector<Shape> infer_shapes(const Call& call) {
  Shape shape;
  for (size_t i = 0; i < call.input(0).shape.size(); ++i) {
    if (!is_reduced(call, i)) {
      shape.push_back(call.input(0).shape[i]);
    } else if (call.as<MeanAttributes>().keep_dimensions) {
      shape.push_back(1);
    }
  }
  return {shape};
}

void fill(const Call& call, auto& l) {
  const std::array<int32_t, 4> folded = folded_dimensions(call).value();
  l.outer = folded[0], l.reduced = folded[1], l.inner = folded[2], l.reduced_inner = folded[3];
}

void visit(auto& l, auto&& f) {
  f("outer", l.outer), f("reduced", l.reduced), f("inner", l.inner), f("reduced_inner", l.reduced_inner);
}

// The scale's multiplier divided by the count. Source: the reference kernel, which keeps as many bits as fit.
QuantizedMultiplier divided(QuantizedMultiplier q, int64_t count) {
  const int bits = 63 - std::countl_zero(static_cast<uint64_t>(count));
  const int kept = std::min({bits, 32, 31 + q.shift});
  return {static_cast<int32_t>((int64_t{q.multiplier} << kept) / count), q.shift - kept};
}

bool serves_int8(const Call& call) { return call.input(0).type == ElementType::int8; }

void visit_int8(MeanInt8Layer& l, auto&& f) {
  visit(l, f);
  f("sum_of_zero_points", l.sum_of_zero_points), f("output_zero_point", l.output_zero_point);
  f("multiplier", l.multiplier), f("shift", l.shift);
}

Lowered lower_int8(const Call& call) {
  MeanInt8Layer layer{};
  fill(call, layer);
  const Quantization &in = call.input(0).quantization, &out = call.output().quantization;
  const int64_t count = averaged(call);
  const QuantizedMultiplier q = divided(quantize_multiplier(double(in.scale()) / double(out.scale())), count);
  layer.multiplier = q.multiplier, layer.shift = q.shift;
  layer.sum_of_zero_points = static_cast<int32_t>(in.zero_point() * count);
  layer.output_zero_point = out.zero_point();
  return lowered(
      "MeanInt8Layer", layer, [](auto& l, auto&& f) { visit_int8(l, f); }, {}, {0}, &device::mean_int8<MeanInt8Layer>);
}

InstructionCost cost_int8(const Call& call) {
  const double n = static_cast<double>(call.input(0).elements()), m = static_cast<double>(call.output().elements());
  return {n * 2 + m * 20, m, n, m, n + m};
}

bool serves_float32(const Call& call) { return call.input(0).type == ElementType::float32; }

Lowered lower_float32(const Call& call) {
  MeanFloat32Layer layer{};
  fill(call, layer);
  return lowered(
      "MeanFloat32Layer", layer, [](auto& l, auto&& f) { visit(l, f); }, {}, {0},
      &device::mean_float32<MeanFloat32Layer>);
}

InstructionCost cost_float32(const Call& call) {
  const double n = static_cast<double>(call.input(0).elements()), m = static_cast<double>(call.output().elements());
  return {n * 2 + m * 20, 0, n, m, n + m};
}

const Variant variants[] = {
#include "ops/mean/variants.def"
};

}  // namespace
}  // namespace mean

const OperatorDefinition& mean_definition() {
  static const OperatorDefinition definition{MeanAttributes::operator_name,
                                             [] { return Attributes(MeanAttributes{}); },
                                             mean::check,
                                             mean::infer_shapes,
                                             [](const Call&) -> int64_t { return 0; },
                                             mean::variants};
  return definition;
}

}  // namespace mote
