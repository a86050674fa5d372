// Where tensors and scratch stand: lifetimes, views, operators in place, then the placement of the blocks.
#pragma once

#include "plan/plan.h"

namespace mote {

// Whether the operator only gives its input another shape, so that its output needs no memory and no step.
bool is_view(const Graph& graph, const Operator& op);

// For each tensor the one whose memory it views (through any number of reshapes), or itself.
std::vector<TensorId> view_roots(const Graph& graph);

// Fills offsets, memory, arena_bytes, lower_bound_bytes and the steps' scratch_offset.
void assign_memory(Plan& plan);

}  // namespace mote
