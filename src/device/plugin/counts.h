// What the counter counts: executed instructions by class, of a stretch of code and of a region.
#pragma once

#include <cstdint>

#include "device/neighbours.h"

namespace mote::counter {

enum Column {
  total,
  alu,
  multiply,
  multiply_accumulate,
  multiply_long,
  divide,
  load,
  store,
  load_pipelined,
  store_indexed,
  load_use,
  late_use,
  narrow_pair,
  dual_pair,
  dual_wait,
  load_store_multiple,
  registers_moved,
  branch,
  branch_taken,
  vector_arithmetic,
  vector_memory,
  vector_wait,
  float_arithmetic,
  float_divide,
  column_count
};

constexpr const char* column_names[column_count] = {"total",
                                                    "alu",
                                                    "multiply",
                                                    "multiply_accumulate",
                                                    "multiply_long",
                                                    "divide",
                                                    "load",
                                                    "store",
                                                    "load_pipelined",
                                                    "store_indexed",
                                                    "load_use",
                                                    "late_use",
                                                    "narrow_pair",
                                                    "dual_pair",
                                                    "dual_wait",
                                                    "load_store_multiple",
                                                    "registers_moved",
                                                    "branch",
                                                    "branch_taken",
                                                    "vector_arithmetic",
                                                    "vector_memory",
                                                    "vector_wait",
                                                    "float_arithmetic",
                                                    "float_divide"};

// By InstructionClass.
constexpr Column column_of[] = {
    alu,    multiply, multiply_accumulate, multiply_long, divide,           load,        store, load_store_multiple,
    branch, alu,      vector_arithmetic,   vector_memory, float_arithmetic, float_divide};

// Waits for memory, by the simulated memories of the boards (simulated_memory.h).
constexpr int most_memories = 8;
struct MemoryCounts {
  uint64_t jump_misses = 0, next_misses = 0;  // lines of code fetched after a jump, and following the line before
  uint64_t data_misses = 0;
};

struct Counts {
  uint64_t column[column_count] = {};
  uint64_t entries = 0;  // how often the region was entered
  uint64_t ram_reads = 0;
  MemoryCounts memory[most_memories];

  void add(const DecodedInstruction& instruction, const NeighbourCounts& neighbours) {
    ++column[total];
    ++column[column_of[static_cast<int>(instruction.kind)]];
    column[registers_moved] += static_cast<uint64_t>(instruction.registers);
    column[load_pipelined] += static_cast<uint64_t>(neighbours.load_pipelined);
    column[store_indexed] += static_cast<uint64_t>(neighbours.store_indexed);
    column[load_use] += static_cast<uint64_t>(neighbours.load_use);
    column[late_use] += static_cast<uint64_t>(neighbours.late_use);
    column[narrow_pair] += static_cast<uint64_t>(neighbours.narrow_pair);
    column[dual_pair] += static_cast<uint64_t>(neighbours.dual_pair);
    column[dual_wait] += static_cast<uint64_t>(neighbours.dual_wait);
    column[vector_wait] += static_cast<uint64_t>(neighbours.vector_wait);
  }
  void add(const Counts& other) {
    for (int i = 0; i < column_count; ++i) column[i] += other.column[i];
  }
};

// A stretch of straight-line code that runs as a whole: a translated block, cut where a region may begin.
struct Segment {
  uint64_t start = 0, end = 0;
  bool at_cut = false;  // a region may begin at its start
  bool ends_in_loop_end = false, ends_in_call = false;
  int region = -1;  // of a function; found at the first execution
  Counts counts;    // of one execution
};

}  // namespace mote::counter
