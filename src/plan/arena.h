// Places blocks of memory that live for a while into one arena, as low as possible. It knows nothing of graphs.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace mote {

// Every block begins at a multiple of this, which suits every element type and word-wise kernels.
constexpr int64_t block_alignment = 8;

// Bytes of a block that are needed from step `first` to step `last`, both included. They begin at `offset` in it.
struct Piece {
  int first, last;
  int64_t offset, bytes;
};

struct Block {
  std::vector<Piece> pieces;  // may overlap in time or in place, not in both
  int64_t bytes() const;
};

// A stretch of a block.
struct Stretch {
  int block;
  int64_t offset, bytes;
};

// At `step` one stretch is written while another is read. Pieces of both blocks that meet at this step alone, the one
// born and the other dying, may overlap as far as the stretches may: not at all, or as `permission` says.
struct Meeting {
  struct Permission {
    int64_t distance;  // what is written begins so many bytes before what is read, or more;
    int64_t stride;    // or, where not 0, any multiple of this before or after it
  };
  int step;
  Stretch written, read;
  std::optional<Permission> permission;
};

struct Placement {
  std::vector<int64_t> offsets;   // of each block
  int64_t bytes = 0;              // of the arena
  int64_t lower_bound_bytes = 0;  // what the busiest step needs
  bool proved = false;            // no placement of these blocks takes less
};

// What each of `steps` steps needs at least: whatever lives then, overlapping as much as it may.
std::vector<int64_t> bytes_needed(const std::vector<Block>& blocks, const std::vector<Meeting>& meetings, int steps);

// Greedy in several orders, then an exact search that gives up after `most_nodes` partial placements.
Placement place(const std::vector<Block>& blocks, const std::vector<Meeting>& meetings = {},
                int64_t most_nodes = 20000);

}  // namespace mote
