// transpose: what it accepts, its output shape, and its variants.
#include "ops/move.h"
#include "ops/strided_copy.h"
#include "ops/transpose/attributes.h"
#include "ops/variant_row.h"

namespace mote {
namespace transpose {
namespace {

// Each dimension of the output with the input's step along it.
std::vector<CopyDimension> dimensions(const Call& call) {
  const Shape& shape = call.input(0).shape;
  const std::vector<int64_t> steps = row_major_steps(shape);
  std::vector<CopyDimension> result;
  for (int32_t axis : call.as<TransposeAttributes>().permutation) result.push_back({shape[axis], steps[axis]});
  return result;
}

void check(const Call& call) {
  check_counts(call, 1);
  const Tensor& in = call.input(0);
  const auto& permutation = call.as<TransposeAttributes>().permutation;
  check_rank(call, in, permutation.size(), "the permutation");
  std::vector<bool> seen(permutation.size());
  for (int32_t axis : permutation) {
    if (axis < 0 || axis >= static_cast<int32_t>(permutation.size()))
      call.refuse("the permutation names dimension {}, expected 0 to {}", axis, permutation.size() - 1);
    if (seen[axis]) call.refuse("the permutation names dimension {} twice", axis);
    seen[axis] = true;
  }
  check_same_values(call, in, "the input", call.output(), "the output");
  if (folded(dimensions(call)).size() > most_copy_dimensions)
    call.refuse("permutes {} dimensions, expected {} at most", folded(dimensions(call)).size(), most_copy_dimensions);
}

std::vector<Shape> infer_shapes(const Call& call) {
  Shape shape;
  for (int32_t axis : call.as<TransposeAttributes>().permutation) shape.push_back(call.input(0).shape[axis]);
  return {shape};
}

Lowered lower_any(const Call& call) { return lower_strided_copy(call, 0, dimensions(call)); }

InstructionCost cost_any(const Call& call) { return move_cost(call, 3); }

const Variant variants[] = {
#include "ops/transpose/variants.def"
};

}  // namespace
}  // namespace transpose

const OperatorDefinition& transpose_definition() {
  static const OperatorDefinition definition{TransposeAttributes::operator_name,
                                             [] { return Attributes(TransposeAttributes{}); },
                                             transpose::check,
                                             transpose::infer_shapes,
                                             [](const Call&) -> int64_t { return 0; },
                                             transpose::variants};
  return definition;
}

}  // namespace mote
