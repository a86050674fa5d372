// strided_slice: what it accepts, its output shape, and its variants.
#include "ops/move.h"
#include "ops/strided_copy.h"
#include "ops/strided_slice/attributes.h"
#include "ops/variant_row.h"

namespace mote {
namespace strided_slice {
namespace {

// How many elements dimension i keeps.
int64_t kept(const StridedSliceAttributes& a, size_t i) {
  const int64_t span = int64_t{a.end[i]} - a.begin[i], step = a.step[i];
  return step > 0 ? (span + step - 1) / step : (span + step + 1) / step;
}

std::vector<CopyDimension> dimensions(const Call& call) {
  const auto& a = call.as<StridedSliceAttributes>();
  const std::vector<int64_t> steps = row_major_steps(call.input(0).shape);
  std::vector<CopyDimension> result;
  for (size_t i = 0; i < a.begin.size(); ++i) result.push_back({kept(a, i), steps[i] * a.step[i]});
  return result;
}

void check_dimension(const Call& call, size_t i) {
  const auto& a = call.as<StridedSliceAttributes>();
  const int32_t size = call.input(0).shape[i], begin = a.begin[i], end = a.end[i], step = a.step[i];
  if (step == 0) call.refuse("the step of dimension {} is 0, expected any other number", i);
  if (begin < 0 || begin >= size) call.refuse("dimension {} begins at {}, expected 0 to {}", i, begin, size - 1);
  if (end < (step > 0 ? 0 : -1) || end > (step > 0 ? size : size - 1))
    call.refuse("dimension {} ends at {}, expected {} to {}", i, end, step > 0 ? 0 : -1, step > 0 ? size : size - 1);
  if (step > 0 ? end <= begin : end >= begin)
    call.refuse("dimension {} from {} to {} in steps of {} is empty", i, begin, end, step);
}

void check(const Call& call) {
  check_counts(call, 1);
  const auto& a = call.as<StridedSliceAttributes>();
  const Tensor& in = call.input(0);
  check_rank(call, in, a.begin.size(), "begin");
  check_rank(call, in, a.end.size(), "end");
  check_rank(call, in, a.step.size(), "step");
  for (size_t i = 0; i < in.shape.size(); ++i) check_dimension(call, i);
  check_same_values(call, in, "the input", call.output(), "the output");
  if (folded(dimensions(call)).size() > most_copy_dimensions)
    call.refuse("slices {} dimensions, expected {} at most", folded(dimensions(call)).size(), most_copy_dimensions);
}

std::vector<Shape> infer_shapes(const Call& call) {
  Shape shape;
  for (const CopyDimension& dimension : dimensions(call)) shape.push_back(static_cast<int32_t>(dimension.size));
  return {shape};
}

Lowered lower_any(const Call& call) {
  const auto& a = call.as<StridedSliceAttributes>();
  const std::vector<int64_t> steps = row_major_steps(call.input(0).shape);
  int64_t start = 0;
  for (size_t i = 0; i < steps.size(); ++i) start += steps[i] * a.begin[i];
  return lower_strided_copy(call, start, dimensions(call));
}

InstructionCost cost_any(const Call& call) { return move_cost(call, 3); }

const Variant variants[] = {
#include "ops/strided_slice/variants.def"
};

}  // namespace
}  // namespace strided_slice

const OperatorDefinition& strided_slice_definition() {
  static const OperatorDefinition definition{StridedSliceAttributes::operator_name,
                                             [] { return Attributes(StridedSliceAttributes{}); },
                                             strided_slice::check,
                                             strided_slice::infer_shapes,
                                             [](const Call&) -> int64_t { return 0; },
                                             strided_slice::variants};
  return definition;
}

}  // namespace mote
