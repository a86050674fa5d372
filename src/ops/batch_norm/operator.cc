// batch_norm: what it accepts, its output shape, and its variants.
#include <cmath>

#include "ops/batch_norm/attributes.h"
#include "ops/batch_norm/kernel_float32.h"
#include "ops/move.h"
#include "ops/unary.h"
#include "ops/variant_row.h"

namespace mote {
namespace batch_norm {
namespace {

using device::BatchNormFloat32Layer;

constexpr std::string_view parameter_names[] = {"", "gamma", "beta", "mean", "variance"};

void check(const Call& call) {
  check_counts(call, 5);
  check_type(call, call.input(0), "the input", {ElementType::float32});
  check_type(call, call.output(), "the output", {ElementType::float32});
  if (call.input(0).shape.empty()) call.refuse("the input is a scalar, expected a last dimension of channels");
  const int32_t channels = call.input(0).shape.back();
  for (size_t i = 1; i < 5; ++i) {
    check_type(call, call.input(i), parameter_names[i], {ElementType::float32});
    if (call.input(i).elements() != channels)
      call.refuse("{} has {} elements, expected one for each of {} channels", parameter_names[i],
                  call.input(i).elements(), channels);
  }
  const float epsilon = call.as<BatchNormAttributes>().epsilon;
  if (!std::isfinite(epsilon) || epsilon < 0) call.refuse("epsilon is {}, expected finite and at least 0", epsilon);
}

std::vector<Shape> infer_shapes(const Call& call) { return infer_same_shape(call); }

bool serves_float32(const Call& call) {
  return call.input(1).constant() && call.input(2).constant() && call.input(3).constant() && call.input(4).constant();
}

Lowered lower_float32(const Call& call) {
  const std::vector<float> gamma = call.input(1).values<float>(), beta = call.input(2).values<float>();
  const std::vector<float> mean = call.input(3).values<float>(), variance = call.input(4).values<float>();
  std::vector<float> scale, offset;
  for (size_t c = 0; c < gamma.size(); ++c) {
    const double factor = gamma[c] / std::sqrt(double(variance[c]) + double(call.as<BatchNormAttributes>().epsilon));
    scale.push_back(static_cast<float>(factor));
    offset.push_back(static_cast<float>(beta[c] - mean[c] * factor));
  }
  const auto channels = static_cast<int32_t>(gamma.size());
  const BatchNormFloat32Layer layer{static_cast<int32_t>(call.output().elements() / channels), channels, nullptr,
                                    nullptr};
  return lowered(
      "BatchNormFloat32Layer", layer,
      [](auto& l, auto&& f) {
        f("rows", l.rows), f("channels", l.channels), f("scale", l.scale), f("offset", l.offset);
      },
      {Table::of<float>("scale", scale), Table::of<float>("offset", offset)}, {0},
      &device::batch_norm_float32<BatchNormFloat32Layer>);
}

InstructionCost cost_any(const Call& call) { return move_cost(call, 3); }

const Variant variants[] = {
#include "ops/batch_norm/variants.def"
};

}  // namespace
}  // namespace batch_norm

const OperatorDefinition& batch_norm_definition() {
  static const OperatorDefinition definition{
      BatchNormAttributes::operator_name, [] { return Attributes(BatchNormAttributes{}); }, batch_norm::check,
      batch_norm::infer_shapes,           [](const Call&) -> int64_t { return 0; },         batch_norm::variants};
  return definition;
}

}  // namespace mote
