// The order of a graph's operators that keeps least alive at its busiest step.
#pragma once

#include "plan/plan.h"

namespace mote {

struct OperatorOrder {
  std::vector<int> steps;  // the plan's, in their new order
  int64_t peak_bytes = 0;  // what the busiest needs
  bool proved = false;     // no order needs less
};

// Exact over the sets of steps that can have run, as long as there are at most `most_sets` of one size; else only the
// best of them are followed.
OperatorOrder best_order(const Plan& plan, size_t most_sets = 500);

// The graph with its operators so that its steps come in this order.
Graph reordered(const Plan& plan, const std::vector<int>& steps);

}  // namespace mote
