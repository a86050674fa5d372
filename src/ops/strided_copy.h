// Lowering of operators that are one strided copy.
#pragma once

#include "ops/operator.h"

namespace mote {

// One dimension of the output: its size, and the input's step along it in elements.
struct CopyDimension {
  int64_t size, step;
};

// Without dimensions of 1, and with those joined along which the input is walked evenly. Outermost first.
std::vector<CopyDimension> folded(const std::vector<CopyDimension>& dimensions);

constexpr size_t most_copy_dimensions = 5;

// The steps between neighbours along each dimension of a tensor in row-major order.
std::vector<int64_t> row_major_steps(const Shape& shape);

// At most `most_copy_dimensions` must be left after folding.
Lowered lower_strided_copy(const Call& call, int64_t start, const std::vector<CopyDimension>& dimensions);

}  // namespace mote
