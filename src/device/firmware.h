// Builds a program into a firmware: for the emulated machine with the runner, or for a board's memories.
#pragma once

#include <filesystem>
#include <optional>

#include "device/elf.h"
#include "device/program.h"
#include "device/toolchain.h"
#include "target/board.h"

namespace mote {

struct FirmwareOptions {
  std::optional<Board> board;        // linked for its memories, without runner; else for the emulated machine
  int64_t least_stack_bytes = 1024;  // linking fails where less is left
  Compiler compiler = Compiler::gcc;
  bool measure_shipped = true;  // also link the shipped code alone, for the figures below
};

// What the program itself takes: its functions, tables and helpers, without vector table, start-up code and runner.
struct ShippedSize {
  int64_t flash_bytes = 0;  // code, constants, initial values
  int64_t ram_bytes = 0;    // the arena and its own variables; the stack comes on top
};

struct Firmware {
  std::filesystem::path folder;  // sources and objects
  std::filesystem::path elf;     // an executable of this machine for the host
  Program program;
  ElfFacts facts;  // of the whole firmware; empty for the host
  ShippedSize shipped;
};

// Compiles in `folder`, which is made where it is missing and belongs to the caller. Throws InputError where a compiler
// is missing, BudgetError where the firmware does not fit the memories.
Firmware build_firmware(const Program& program, const FirmwareOptions& options, const std::filesystem::path& folder);
Firmware build_firmware(const Compilation& compilation, const FirmwareOptions& options,
                        const std::filesystem::path& folder);

}  // namespace mote
