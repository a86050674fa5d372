// What a core is: its name, features, compiler flags and cycle model. One file a core in target/cores/.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/core_feature.h"

namespace mote {

// Executed instructions by class, as the counter sees them.
struct InstructionMix {
  double total = 0, alu = 0, multiply = 0, multiply_long = 0, divide = 0, load = 0, store = 0;
  double load_store_multiple = 0, registers_moved = 0;  // instructions, and the registers that they move
  double branch = 0, branch_taken = 0, vector_arithmetic = 0, vector_memory = 0, float_arithmetic = 0;
};

struct Core {
  std::string_view name;                     // "cortex-m4"
  std::string_view description;              // one line for people
  std::vector<CoreFeature> features;
  std::string_view compiler;                 // "arm-none-eabi-g++", "riscv64-unknown-elf-g++"; empty for host
  std::vector<std::string_view> flags;       // "-mcpu=cortex-m4", ...
  double (*cycles)(const InstructionMix&);   // null for host; sources and weaknesses in docs/cycles.md
  bool has(CoreFeature feature) const;
};

std::span<const Core* const> cores();
// Throws UsageError listing the names where none matches.
const Core& core_named(std::string_view name);

}  // namespace mote
