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
  std::string name;     // "flash", "ram"
  uint64_t origin = 0;  // the first address that an application may use (a boot loader stands before it)
  int64_t bytes = 0;
  double wait_states = 0;  // cycles that an access waits at the board's clock; 0 where unknown
};

// A cache before the flash. Without bytes there is none.
struct Cache {
  int64_t bytes = 0, line_bytes = 0, ways = 1;
};

// How a board's flash is read. Where there is no cache, one line is kept: what the last access delivered.
struct FlashPath {
  int64_t access_bytes = 4;  // that one access delivers
  bool prefetches = false;   // the line behind the one that executes
  Cache code, data;          // data without a cache of its own goes through that of code
};

// What missed the caches, counted by simulating them, and the reads that went to RAM.
struct MemoryCounts {
  double jump_misses = 0, next_misses = 0;  // lines of code fetched after a jump, and following the line before
  double data_misses = 0, ram_reads = 0;
  MemoryCounts& operator+=(const MemoryCounts& other);
  MemoryCounts operator/(double divisor) const;
};

struct Board {
  std::string name;         // "raspberry-pi-pico", as its file
  std::string description;  // for people: the board's and the part's name
  const Core* core = nullptr;
  double clock_hz = 0;
  Memory flash, ram;
  FlashPath flash_path;
  double active_milliamperes = 0;  // while the core computes at that clock
  double supply_volts = 0;
  std::string source;  // of these figures
  std::string note;    // what the current includes, or that it is an estimate

  // The estimate of the cycles that the core waits for its memories; docs/cycles.md says how.
  double wait_cycles(const MemoryCounts& counts) const;
  double milliseconds(double cycles) const { return cycles / clock_hz * 1e3; }
  double microjoules(double cycles) const { return milliseconds(cycles) * active_milliamperes * supply_volts; }
};

// Every board in the order of its name; those of a core.
std::vector<Board> boards();
std::vector<Board> boards_of(const Core& core);
// Throws UsageError listing the names where none matches.
Board board_named(std::string_view name);
// Throws InputError with the line where the file is no board.
Board read_board(const std::filesystem::path& path);

}  // namespace mote
