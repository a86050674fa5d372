// The linker script of a firmware, made from the memories that it is for.
#pragma once

#include <optional>
#include <string>

#include "target/board.h"

namespace mote {

// Where a firmware stands. The vector table is at the start of the flash unless it has a memory of its own.
struct MemoryMap {
  Memory flash, ram;
  std::optional<Memory> vectors;
};

// Code and constants in flash, behind the vector table or the reset code; data and zeroed memory at the start of RAM,
// the stack down from its end. Linking fails where less than `least_stack_bytes` are left for that.
std::string linker_script(const MemoryMap& memories, int64_t least_stack_bytes);

}  // namespace mote
