// Shapes of operators on two inputs.
#include "ops/elementwise.h"

#include <algorithm>

#include "ops/checks.h"

namespace mote {
namespace {

// The shape with leading dimensions of 1 up to `rank`.
Shape extended(const Shape& shape, size_t rank) {
  Shape result(rank - shape.size(), 1);
  result.insert(result.end(), shape.begin(), shape.end());
  return result;
}

std::optional<Shape> common_shape(const Shape& first, const Shape& second) {
  const size_t rank = std::max(first.size(), second.size());
  const Shape a = extended(first, rank), b = extended(second, rank);
  Shape common(rank);
  for (size_t i = 0; i < rank; ++i) {
    if (a[i] != b[i] && a[i] != 1 && b[i] != 1) return std::nullopt;
    common[i] = std::max(a[i], b[i]);
  }
  return common;
}

}  // namespace

std::optional<Repetition> repetition_of(const Shape& first, const Shape& second) {
  struct Dimension {
    int32_t size;
    bool first_moves, second_moves;
  };
  const Shape common = common_shape(first, second).value();
  const Shape a = extended(first, common.size()), b = extended(second, common.size());
  std::vector<Dimension> folded;  // innermost first
  for (size_t i = common.size(); i-- > 0;) {
    if (common[i] == 1) continue;
    const Dimension next{common[i], a[i] != 1, b[i] != 1};
    const bool joins = !folded.empty() && folded.back().first_moves == next.first_moves &&
                       folded.back().second_moves == next.second_moves;
    if (joins) {
      folded.back().size *= next.size;
    } else {
      folded.push_back(next);
    }
  }
  if (folded.size() > 4) return std::nullopt;
  Repetition result;
  int32_t first_stride = 1, second_stride = 1;
  for (size_t i = 0; i < folded.size(); ++i) {
    const size_t at = 3 - i;
    result.size[at] = folded[i].size;
    result.first_stride[at] = folded[i].first_moves ? first_stride : 0;
    result.second_stride[at] = folded[i].second_moves ? second_stride : 0;
    if (folded[i].first_moves) first_stride *= folded[i].size;
    if (folded[i].second_moves) second_stride *= folded[i].size;
  }
  return result;
}

void check_elementwise(const Call& call) {
  check_counts(call, 2);
  const Tensor &first = call.input(0), &second = call.input(1);
  check_type(call, first, "the first input", {ElementType::float32, ElementType::int8});
  check_same_type(call, first, "the first input", second, "the second");
  check_same_type(call, first, "the first input", call.output(), "the output");
  check_quantized(call, first, "the first input");
  check_quantized(call, second, "the second input");
  check_quantized(call, call.output(), "the output");
  const std::optional<Shape> common = common_shape(first.shape, second.shape);
  if (!common)
    call.refuse("inputs of shapes {} and {}, expected each dimension equal or 1", to_string(first.shape),
                to_string(second.shape));
  element_count(*common);
  if (!repetition_of(first.shape, second.shape))
    call.refuse("inputs of shapes {} and {} are repeated along more dimensions than the kernels' four",
                to_string(first.shape), to_string(second.shape));
}

std::vector<Shape> infer_elementwise_shapes(const Call& call) {
  const std::optional<Shape> common = common_shape(call.input(0).shape, call.input(1).shape);
  if (!common)
    call.refuse("inputs of shapes {} and {}, expected each dimension equal or 1", to_string(call.input(0).shape),
                to_string(call.input(1).shape));
  return {*common};
}

int64_t no_macs(const Call&) { return 0; }

bool serves_pair(const Call& call, ElementType type) {
  return serves_repeated_pair(call, type) && call.input(0).shape == call.input(1).shape;
}

bool serves_repeated_pair(const Call& call, ElementType type) {
  return call.input(0).type == type && call.input(0).constant() == call.input(1).constant();
}

bool serves_constant(const Call& call, ElementType type) {
  return call.input(0).type == type && call.input(0).constant() != call.input(1).constant();
}

}  // namespace mote
