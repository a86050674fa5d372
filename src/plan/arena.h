// Places blocks of memory that live for a while into one arena, as low as possible. It knows nothing of graphs.
#pragma once

#include <cstdint>
#include <vector>

namespace mote {

// Every block begins at a multiple of this, which suits every element type and word-wise kernels.
constexpr int64_t block_alignment = 8;

// Memory that is needed from step `first` to step `last`, both included.
struct Segment {
  int first, last;
  int64_t bytes;
};

// Segments that share one offset although their times may touch: an operator's input and its output in place.
struct Block {
  std::vector<Segment> segments;
};

struct Placement {
  std::vector<int64_t> offsets;   // of each block
  int64_t bytes = 0;              // of the arena
  int64_t lower_bound_bytes = 0;  // what the busiest step needs
  bool proved = false;            // no placement of these blocks takes less
};

// Greedy in several orders, then an exact search that gives up after `most_nodes` partial placements.
Placement place(const std::vector<Block>& blocks, int64_t most_nodes = 20000);

}  // namespace mote
