// First-fit in several orders, then branch and bound over orders of rising offset.
#include "plan/arena.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "plan/relations.h"

namespace mote {
namespace {

constexpr int most_repairs = 200;

int64_t rounded_up(int64_t bytes) { return (bytes + block_alignment - 1) / block_alignment * block_alignment; }

int64_t steps_alive(const Block& block) {
  int64_t steps = 0;
  for (const Piece& piece : block.pieces) steps += piece.last - piece.first + 1;
  return steps;
}

// What the chosen pieces of one block cover together.
template <class Choose>
int64_t bytes_covered(const Block& block, Choose choose) {
  std::vector<std::pair<int64_t, int64_t>> ranges;
  for (const Piece& piece : block.pieces)
    if (choose(piece)) ranges.push_back({piece.offset, piece.offset + piece.bytes});
  std::sort(ranges.begin(), ranges.end());
  int64_t bytes = 0, end = 0;
  for (const auto& [from, to] : ranges) {
    bytes += std::max<int64_t>(to - std::max(from, end), 0);
    end = std::max(end, to);
  }
  return bytes;
}

int64_t bytes_alive(const Block& block, int step) {
  return bytes_covered(block, [&](const Piece& piece) { return piece.first <= step && step <= piece.last; });
}

// How many bytes the two stretches of a meeting can have in common; they begin at multiples of the alignment.
int64_t most_shared(const std::vector<Block>& blocks, const Meeting& meeting) {
  if (!meeting.permission) return 0;
  const int64_t written = meeting.written.bytes, read = meeting.read.bytes;
  const int64_t before = meeting.permission->stride > 0 ? 0 : rounded_up(meeting.permission->distance);
  const int64_t dying =
      bytes_covered(blocks[meeting.read.block], [&](const Piece& piece) { return piece.last == meeting.step; });
  return rounded_up(std::clamp<int64_t>(written + read - std::max(written, read + before), 0, dying));
}

class Placer {
 public:
  Placer(const std::vector<Block>& blocks, const Relations& relations, int64_t lower_bound)
      : blocks_(blocks), relations_(relations), offsets_(blocks.size(), -1) {
    for (const Block& block : blocks) bytes_.push_back(block.bytes());
    best_.lower_bound_bytes = lower_bound;
    best_.bytes = INT64_MAX;
  }

  bool done() const { return best_.bytes == best_.lower_bound_bytes; }

  // First-fit; then again and again with the block that lies highest moved forward.
  void try_order(std::vector<int> order) {
    for (int repair = 0; repair < most_repairs && !done(); ++repair) {
      const size_t highest = fit(order);
      if (highest == 0) return;
      const size_t to = repair % 2 ? 0 : highest / 2;
      std::rotate(order.begin() + to, order.begin() + highest, order.begin() + highest + 1);
    }
  }

  // Blocks sorted by `before`, ties by index.
  template <class Before>
  std::vector<int> sorted(Before before) const {
    std::vector<int> order(blocks_.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), before);
    return order;
  }

  int64_t bytes(int block) const { return bytes_[block]; }

  // An optimal placement whose blocks can't sink is found by first-fit in the order of its offsets, so it suffices to
  // try those orders in which each block comes to lie at or above the one before it.
  void search(int64_t most_nodes) {
    std::fill(offsets_.begin(), offsets_.end(), -1);
    order_ = sorted([&](int a, int b) { return bytes_[a] > bytes_[b]; });
    nodes_left_ = most_nodes;
    if (!done()) descend(0, 0, 0);
    best_.proved = done() || (nodes_left_ > 0 && relations_.simple());
  }

  Placement result() && { return std::move(best_); }

 private:
  // Places all blocks; returns the place in the order of the one that ends highest.
  size_t fit(const std::vector<int>& order) {
    std::fill(offsets_.begin(), offsets_.end(), -1);
    int64_t top = 0;
    size_t highest = 0;
    for (size_t i = 0; i < order.size(); ++i) {
      offsets_[order[i]] = lowest_offset(order[i], 0);
      const int64_t end = offsets_[order[i]] + bytes_[order[i]];
      if (end > top) top = end, highest = i;
    }
    keep_if_better(top);
    return highest;
  }

  void keep_if_better(int64_t top) {
    if (top >= best_.bytes) return;
    best_.bytes = top;
    best_.offsets = offsets_;
  }

  // Not below `from`.
  int64_t lowest_offset(int block, int64_t from) const {
    int64_t offset = from;
    for (bool moved = true; moved;) {
      moved = false;
      for (size_t other = 0; other < blocks_.size(); ++other) {
        if (offsets_[other] < 0) continue;
        for (const Collision& collision : relations_.of(block, static_cast<int>(other))) {
          const int64_t distance = offset - offsets_[other], allowed = collision.next_allowed(distance);
          if (allowed == distance) continue;
          offset = rounded_up(offsets_[other] + allowed);
          moved = true;
        }
      }
    }
    return offset;
  }

  void descend(size_t depth, int64_t lowest, int64_t top) {
    if (depth == blocks_.size()) return keep_if_better(top);
    std::vector<std::pair<int, int64_t>> choices;
    for (int block : order_) {
      if (offsets_[block] >= 0) continue;
      const int64_t offset = lowest_offset(block, 0);
      if (offset + bytes_[block] >= best_.bytes) return;  // it only rises
      if (offset >= lowest) choices.push_back({block, offset});
    }
    std::stable_sort(choices.begin(), choices.end(), [](auto& a, auto& b) { return a.second < b.second; });
    for (const auto& [block, offset] : choices) {
      if (--nodes_left_ <= 0 || done()) return;
      const int64_t new_top = std::max(top, offset + bytes_[block]);
      if (new_top >= best_.bytes) continue;
      offsets_[block] = offset;
      descend(depth + 1, offset, new_top);
      offsets_[block] = -1;
    }
  }

  const std::vector<Block>& blocks_;
  const Relations& relations_;
  std::vector<int64_t> bytes_;
  std::vector<int64_t> offsets_;  // -1: not placed yet
  std::vector<int> order_;
  int64_t nodes_left_ = 0;
  Placement best_;
};

}  // namespace

int64_t Block::bytes() const {
  int64_t end = 0;
  for (const Piece& piece : pieces) end = std::max(end, piece.offset + piece.bytes);
  return end;
}

// Every block but the topmost is padded to the alignment, so a step saves at most the largest padding.
std::vector<int64_t> bytes_needed(const std::vector<Block>& blocks, const std::vector<Meeting>& meetings, int steps) {
  std::vector<int64_t> needed(steps, 0);
  std::map<std::pair<int, int>, int64_t> shared;  // by step and block written, with all that it may overlap
  for (const Meeting& meeting : meetings) {
    int64_t& bytes = shared[{meeting.step, meeting.written.block}];
    bytes = std::min(bytes + most_shared(blocks, meeting), rounded_up(meeting.written.bytes));
  }
  for (const auto& [written, bytes] : shared) needed[written.first] -= bytes;
  for (int step = 0; step < steps; ++step) {
    int64_t largest_padding = 0;
    for (const Block& block : blocks) {
      const int64_t bytes = bytes_alive(block, step);
      needed[step] += rounded_up(bytes);
      largest_padding = std::max(largest_padding, rounded_up(bytes) - bytes);
    }
    needed[step] -= largest_padding;
  }
  return needed;
}

Placement place(const std::vector<Block>& blocks, const std::vector<Meeting>& meetings, int64_t most_nodes) {
  int steps = 0;
  for (const Block& block : blocks)
    for (const Piece& piece : block.pieces) steps = std::max(steps, piece.last + 1);
  const std::vector<int64_t> needed = bytes_needed(blocks, meetings, steps);
  const Relations relations(blocks, meetings);
  Placer placer(blocks, relations, needed.empty() ? 0 : *std::max_element(needed.begin(), needed.end()));
  const auto bytes = [&](int block) { return placer.bytes(block); };
  placer.try_order(placer.sorted([&](int a, int b) { return bytes(a) > bytes(b); }));
  placer.try_order(placer.sorted([&](int a, int b) { return blocks[a].pieces[0].first < blocks[b].pieces[0].first; }));
  placer.try_order(placer.sorted([&](int a, int b) { return blocks[a].pieces[0].first > blocks[b].pieces[0].first; }));
  placer.try_order(placer.sorted(
      [&](int a, int b) { return bytes(a) * steps_alive(blocks[a]) > bytes(b) * steps_alive(blocks[b]); }));
  placer.try_order(placer.sorted([&](int a, int b) { return steps_alive(blocks[a]) > steps_alive(blocks[b]); }));
  placer.search(most_nodes);
  return std::move(placer).result();
}

}  // namespace mote
