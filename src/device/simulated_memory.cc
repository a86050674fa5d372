// Simulating caches.
#include "device/simulated_memory.h"

#include <algorithm>
#include <cstdlib>

namespace mote::counter {
namespace {

uint64_t number(const char*& text, int base) {
  char* end = nullptr;
  const uint64_t value = std::strtoull(text, &end, base);
  text = *end == ':' ? end + 1 : end;
  return value;
}

Cache read_cache(const char*& text) {
  const uint64_t bytes = number(text, 10), line_bytes = number(text, 10);
  return {bytes, line_bytes, number(text, 10)};
}

}  // namespace

Cache::Cache(uint64_t bytes, uint64_t line_bytes, uint64_t ways)
    : line_bytes_(line_bytes), ways_(ways), sets_(std::max<uint64_t>(bytes / (line_bytes * ways), 1)) {
  lines_.resize(sets_ * ways_);
}

bool Cache::misses(uint64_t line) {
  const auto first = lines_.begin() + static_cast<int64_t>(line % sets_ * ways_);
  const auto last = first + static_cast<int64_t>(ways_);
  auto found = std::find(first, last, line + 1);
  const bool missing = found == last;
  if (missing) *(--found) = line + 1;
  std::rotate(first, found, found + 1);
  return missing;
}

Memories::Memories(const char* text) {
  start_ = number(text, 16), end_ = number(text, 16);
  while (*text == '+' && count() < most_memories) {
    const Cache code = read_cache(++text);
    const bool unified = *text == '0';
    const Cache data = read_cache(text);
    boards_.push_back({code, data, unified});
  }
}

void Memories::fetch(uint64_t start, uint64_t end, Counts* counts) {
  if (start < start_ || start >= end_) return;
  for (size_t i = 0; i < boards_.size(); ++i) {
    Simulated& board = boards_[i];
    for (uint64_t line = board.code.line_of(start); line <= board.code.line_of(end - 1); ++line) {
      if (line == board.last_line) continue;
      if (board.code.misses(line) && counts != nullptr)
        ++(line == board.last_line + 1 ? counts->memory[i].next_misses : counts->memory[i].jump_misses);
      board.last_line = line;
    }
  }
}

void Memories::read(uint64_t address, Counts* counts) {
  if (address < start_ || address >= end_) {
    if (counts != nullptr) ++counts->ram_reads;
    return;
  }
  for (size_t i = 0; i < boards_.size(); ++i) {
    Simulated& board = boards_[i];
    Cache& cache = board.unified ? board.code : board.data;
    if (cache.misses(cache.line_of(address)) && counts != nullptr) ++counts->memory[i].data_misses;
  }
}

}  // namespace mote::counter
