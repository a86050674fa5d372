// How a program's sources become objects: which compiler, and its flags. gcc links what either of them compiled.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "device/program.h"

namespace mote {

enum class Compiler : uint8_t { gcc, clang };
// Throws UsageError listing the names where none matches.
Compiler compiler_named(std::string_view name);

using CommandLine = std::vector<std::string>;

bool is_riscv(const Core& core);

// The compiler with the flags of the program's core, up to the source. Throws InputError where it is not installed.
CommandLine compile_command(const Program& program, Compiler compiler);

}  // namespace mote
