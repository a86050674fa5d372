// What a board is: its core, clock, memories, current. One TOML file a board in target/boards/, found by listing it.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "target/core.h"

namespace mote {

// A memory that a linker script may use.
struct Memory {
  std::string name;         // "flash", "ram"
  uint64_t origin = 0;      // the first address that an application may use (a boot loader stands before it)
  int64_t bytes = 0;
  double wait_states = 0;   // cycles that a random access waits at the board's clock; 0 where unknown or cached
};

struct Board {
  std::string name;         // "raspberry-pi-pico", as its file
  std::string description;  // for people: the board's and the part's name
  const Core* core = nullptr;
  double clock_hz = 0;
  Memory flash, ram;
  double active_milliamperes = 0;  // while the core computes at that clock
  double supply_volts = 0;
  std::string source;       // of these figures
  std::string note;         // what the current includes, or that it is an estimate

  double milliseconds(double cycles) const { return cycles / clock_hz * 1e3; }
  double microjoules(double cycles) const { return milliseconds(cycles) * active_milliamperes * supply_volts; }
};

// Every board in the order of its name.
std::vector<Board> boards();
// Throws UsageError listing the names where none matches.
Board board_named(std::string_view name);
// Throws InputError with the line where the file is no board.
Board read_board(const std::filesystem::path& path);

}  // namespace mote
