// Where tensors and scratch stand: lifetimes, views, what may overlap, then the placement of the blocks.
#pragma once

#include "plan/arena.h"
#include "plan/plan.h"
#include "plan/views.h"

namespace mote {

// The memory that a plan's steps ask for, before it has a place.
struct MemoryNeeds {
  Views views;
  std::vector<Block> blocks;
  std::vector<Meeting> meetings;
  std::vector<int> tensor_blocks;   // of each root, -1 for others, constants and what nothing makes
  std::vector<int> scratch_blocks;  // of each step, -1 where it needs none
};

MemoryNeeds memory_needs(const Plan& plan);

// What each step needs at least, whatever the placement.
std::vector<int64_t> bytes_needed(const Plan& plan);

// Fills offsets, memory, arena_bytes, lower_bound_bytes and the steps' scratch_offset.
void assign_memory(Plan& plan, int64_t most_nodes = 20000);

}  // namespace mote
