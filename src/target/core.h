// What a core is: its name, features, compiler flags and cycle model. One file a core in target/cores/.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/core_feature.h"

namespace mote {

// Executed instructions by class, as the counter sees them. Each instruction is in `total` and in one class. Those of
// the second group count again what stands beside an instruction: device/neighbours.h says what each is.
struct InstructionMix {
  double total = 0, alu = 0, multiply = 0, multiply_accumulate = 0, multiply_long = 0, divide = 0, load = 0, store = 0;
  double load_pipelined = 0, store_indexed = 0, load_use = 0, late_use = 0, narrow_pair = 0, dual_pair = 0,
         dual_wait = 0;
  double load_store_multiple = 0, registers_moved = 0;  // instructions, and the registers that they move
  double branch = 0, branch_taken = 0;                  // branches, and changes of the instruction flow
  double vector_arithmetic = 0, vector_memory = 0, vector_wait = 0, float_arithmetic = 0, float_divide = 0;
  InstructionMix& operator+=(const InstructionMix& other);
};

// The fields of the mix by name, in the order in which the counter writes them.
struct MixField {
  std::string_view name;
  double InstructionMix::* member;
  bool is_class = false;  // each instruction is in one class; the other fields count it again
};
std::span<const MixField> mix_fields();

struct Core {
  std::string_view name;         // "cortex-m4"
  std::string_view description;  // one line for people
  std::vector<CoreFeature> features;
  std::string_view compiler;                // "arm-none-eabi-g++", "riscv64-unknown-elf-g++"; empty for host
  std::vector<std::string_view> flags;      // "-mcpu=cortex-m4", ...
  double (*cycles)(const InstructionMix&);  // null for host; sources and weaknesses in docs/cycles.md
  bool has(CoreFeature feature) const;
  bool is_host() const { return compiler.empty(); }
};

// The host first, then the others by name.
std::span<const Core* const> cores();
// Throws UsageError listing the names where none matches.
const Core& core_named(std::string_view name);

}  // namespace mote
