// The plan: which kernel variant each operator runs, and where every tensor and scratch stands in the one arena.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/lowered.h"
#include "graph/graph.h"
#include "target/core.h"

namespace mote {

enum class Favor : uint8_t { speed, ram, flash };
std::string_view name_of(Favor favor);

struct Step {
  int operator_index;       // into Plan::graph.operators
  const Variant* variant;
  Lowered lowered;
  int64_t scratch_offset = 0;  // in the arena, where lowered.scratch_bytes > 0
};

struct Plan {
  Graph graph;
  const Core* core = nullptr;
  Favor favor = Favor::speed;
  std::vector<Step> steps;               // in execution order
  std::vector<int64_t> offsets;          // of each tensor in the arena, -1 for constants and unused ones
  int64_t arena_bytes = 0;               // inputs, outputs and scratch included
  int64_t lower_bound_bytes = 0;         // no plan of this order and these variants needs less
};

// Throws InputError naming every operator that no kernel serves on this core.
Plan make_plan(Graph graph, const Core& core, Favor favor);

// The tensors alive at the step that decides the arena's size, largest first: for "the model is too large" messages.
std::vector<TensorId> tensors_at_peak(const Plan& plan);

}  // namespace mote
