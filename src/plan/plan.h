// The plan: which kernel variant each operator runs, and where every tensor and scratch stands in the one arena.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/lowered.h"
#include "graph/graph.h"
#include "target/core.h"

namespace mote {

enum class Favor : uint8_t { speed, ram, flash };
std::string_view name_of(Favor favor);
// Throws UsageError listing the names where none matches.
Favor favor_named(std::string_view name);

// A call that the device makes. Reshapes make none: their output is a view of their input.
struct Step {
  int operator_index;  // into Plan::graph.operators
  const Variant* variant;
  Lowered lowered;
  int64_t scratch_offset = 0;  // in the arena, where lowered.scratch_bytes > 0
};

// A stretch of the arena in use, from before step `first_step` until after `last_step`. A view has none of its own.
struct MemoryUse {
  TensorId tensor = absent_tensor;  // absent: the scratch of `first_step`
  std::string name;
  int first_step = 0, last_step = 0;
  int64_t offset = 0, bytes = 0;
};

struct Plan {
  Graph graph;
  const Core* core = nullptr;
  Favor favor = Favor::speed;
  std::vector<Step> steps;        // in execution order
  std::vector<int64_t> offsets;   // of each tensor in the arena, -1 for constants and unused ones
  std::vector<MemoryUse> memory;  // in the order of tensors, then scratch by step
  int64_t arena_bytes = 0;        // inputs, outputs and scratch included
  int64_t lower_bound_bytes = 0;  // no plan of this order and these variants needs less
  bool proved_smallest = false;   // the search for a smaller arena ended by itself
  bool proved_order = false;      // no order of the graph's operators keeps less alive

  const Operator& op(const Step& step) const { return graph.operators[step.operator_index]; }
};

// Throws InputError naming every operator that no kernel serves on this core. Where the arena exceeds `ram_bytes` (not
// below 0), it is made smaller until it fits, whatever is favoured, or as small as it gets; where the kernels' tables
// exceed `table_bytes`, slower kernels with smaller ones are taken.
Plan make_plan(Graph graph, const Core& core, Favor favor, int64_t ram_bytes = -1, int64_t table_bytes = -1);

// Plays the steps on a model of the arena that knows which bytes hold which value. Throws InternalError where a step
// would read bytes that another has overwritten.
void verify(const Plan& plan);

// The tensors alive at the step that decides the arena's size, largest first: for "the model is too large" messages.
std::vector<TensorId> tensors_at_peak(const Plan& plan);

// What stands in the arena at that step, largest first, and whether a smaller arena is possible; one line of text.
std::string peak_text(const Plan& plan);

// The arena as a table for people: offset, bytes, steps, tensor; one line each, by first step and then offset.
std::string memory_map(const Plan& plan);

}  // namespace mote
