// The flash of boards, with their caches, as the executed code and its data would meet them: lines that are not there.
// The addresses are those of the emulated firmware: the board's own layout differs, its size does not.
#pragma once

#include <cstdint>
#include <vector>

#include "device/plugin/counts.h"

namespace mote::counter {

// Set-associative, the least recently used line goes.
class Cache {
 public:
  Cache(uint64_t bytes, uint64_t line_bytes, uint64_t ways);
  // Whether the line was missing; it is there afterwards.
  bool misses(uint64_t line);
  uint64_t line_of(uint64_t address) const { return address / line_bytes_; }

 private:
  uint64_t line_bytes_, ways_, sets_;
  std::vector<uint64_t> lines_;  // by set, the most recently used first; line + 1, 0 where empty
};

class Memories {
 public:
  // text: "START:END" of the flash in hexadecimal, then for each board "+BYTES:LINE:WAYS:BYTES:LINE:WAYS" in decimal:
  // the cache of code, and that of data; data of 0 bytes goes through the cache of code.
  explicit Memories(const char* text);
  int count() const { return static_cast<int>(boards_.size()); }
  // `counts` may be null: what runs outside of what is counted fills the caches, too.
  void fetch(uint64_t start, uint64_t end, Counts* counts);
  void read(uint64_t address, Counts* counts);

 private:
  struct Simulated {
    Cache code, data;
    bool unified;
    uint64_t last_line = ~0ull;
  };
  uint64_t start_ = 0, end_ = 0;
  std::vector<Simulated> boards_;
};

}  // namespace mote::counter
