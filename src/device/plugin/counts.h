// What the counter counts: executed instructions by class, of a stretch of code and of a region.
#pragma once

#include <cstdint>

#include "device/instruction.h"

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
  load_store_multiple,
  registers_moved,
  branch,
  branch_taken,
  vector_arithmetic,
  vector_memory,
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
                                                    "load_store_multiple",
                                                    "registers_moved",
                                                    "branch",
                                                    "branch_taken",
                                                    "vector_arithmetic",
                                                    "vector_memory",
                                                    "float_arithmetic",
                                                    "float_divide"};

// By InstructionClass.
constexpr Column column_of[] = {
    alu,    multiply, multiply_accumulate, multiply_long, divide,           load,        store, load_store_multiple,
    branch, alu,      vector_arithmetic,   vector_memory, float_arithmetic, float_divide};

struct Counts {
  uint64_t column[column_count] = {};
  uint64_t entries = 0;  // how often the region was entered

  // `behind_memory` says whether the instruction before loads or stores a single value.
  void add(const DecodedInstruction& instruction, bool behind_memory) {
    ++column[total];
    ++column[column_of[static_cast<int>(instruction.kind)]];
    if (instruction.kind == InstructionClass::load && behind_memory) ++column[load_pipelined];
    column[registers_moved] += static_cast<uint64_t>(instruction.registers);
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
