// Which tensors need no memory of their own, because their values stand within another's.
#pragma once

#include <vector>

#include "graph/graph.h"

namespace mote {

// Where a tensor's values stand: in the memory of `root`, from `offset` on. The root stands in its own.
struct View {
  TensorId root;
  int64_t offset;
};

struct Views {
  std::vector<View> tensors;        // of each, through any number of operators
  std::vector<bool> makes_no_step;  // for each operator: it only gives values another shape or name
};

// Reshapes, slices of consecutive values, and concatenations of what would otherwise be copied there.
Views views_of(const Graph& graph);

}  // namespace mote
