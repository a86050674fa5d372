// First-fit in several orders, then branch and bound over orders of rising offset.
#include "plan/arena.h"

#include <algorithm>
#include <functional>
#include <numeric>

namespace mote {
namespace {

int64_t rounded_up(int64_t bytes) { return (bytes + block_alignment - 1) / block_alignment * block_alignment; }

bool touch(const Segment& a, const Segment& b) { return a.first <= b.last && b.first <= a.last; }

int64_t largest_segment(const Block& block) {
  int64_t largest = 0;
  for (const Segment& segment : block.segments) largest = std::max(largest, segment.bytes);
  return largest;
}

int64_t steps_alive(const Block& block) {
  int64_t steps = 0;
  for (const Segment& segment : block.segments) steps += segment.last - segment.first + 1;
  return steps;
}

// What a block needs at one step: its segments share the offset, so the largest alive counts.
int64_t bytes_at(const Block& block, int step) {
  int64_t bytes = 0;
  for (const Segment& segment : block.segments)
    if (segment.first <= step && step <= segment.last) bytes = std::max(bytes, segment.bytes);
  return bytes;
}

// Every block but the topmost is padded to the alignment, so the step saves at most the largest padding.
int64_t live_bytes(const std::vector<Block>& blocks, int step) {
  int64_t sum = 0, largest_padding = 0;
  for (const Block& block : blocks) {
    const int64_t bytes = bytes_at(block, step);
    sum += rounded_up(bytes);
    largest_padding = std::max(largest_padding, rounded_up(bytes) - bytes);
  }
  return sum - largest_padding;
}

int64_t lower_bound_of(const std::vector<Block>& blocks) {
  int64_t bound = 0;
  for (const Block& block : blocks)
    for (const Segment& segment : block.segments) bound = std::max(bound, live_bytes(blocks, segment.first));
  return bound;
}

class Placer {
 public:
  explicit Placer(const std::vector<Block>& blocks) : blocks_(blocks), offsets_(blocks.size(), -1) {
    best_.lower_bound_bytes = lower_bound_of(blocks);
    best_.bytes = INT64_MAX;
  }

  void try_order(std::vector<int> order) {
    std::fill(offsets_.begin(), offsets_.end(), -1);
    int64_t top = 0;
    for (int block : order) {
      offsets_[block] = lowest_offset(block);
      top = std::max(top, offsets_[block] + largest_segment(blocks_[block]));
    }
    keep_if_better(top);
  }

  // Blocks sorted by `before`, ties by index.
  template <class Before>
  std::vector<int> sorted(Before before) const {
    std::vector<int> order(blocks_.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return before(blocks_[a], blocks_[b]); });
    return order;
  }

  // An optimal placement whose blocks can't sink is found by first-fit in the order of its offsets, so it suffices to
  // try those orders in which each block comes to lie at or above the one before it.
  void search(int64_t most_nodes) {
    std::fill(offsets_.begin(), offsets_.end(), -1);
    order_ = sorted([](const Block& a, const Block& b) { return largest_segment(a) > largest_segment(b); });
    nodes_left_ = most_nodes;
    if (best_.bytes > best_.lower_bound_bytes) descend(0, 0, 0);
    best_.proved = best_.bytes == best_.lower_bound_bytes || nodes_left_ > 0;
  }

  Placement result() && { return std::move(best_); }

 private:
  void keep_if_better(int64_t top) {
    if (top >= best_.bytes) return;
    best_.bytes = top;
    best_.offsets = offsets_;
  }

  int64_t lowest_offset(int block) const {
    struct Forbidden {
      int64_t from, to;  // offsets strictly between collide
    };
    std::vector<Forbidden> forbidden;
    for (size_t other = 0; other < blocks_.size(); ++other) {
      if (offsets_[other] < 0) continue;
      for (const Segment& mine : blocks_[block].segments)
        for (const Segment& theirs : blocks_[other].segments)
          if (touch(mine, theirs)) forbidden.push_back({offsets_[other] - mine.bytes, offsets_[other] + theirs.bytes});
    }
    std::sort(forbidden.begin(), forbidden.end(), [](auto& a, auto& b) { return a.from < b.from; });
    int64_t offset = 0;
    for (const Forbidden& range : forbidden)
      if (range.from < offset && offset < range.to) offset = rounded_up(range.to);
    return offset;
  }

  void descend(size_t depth, int64_t lowest, int64_t top) {
    if (depth == blocks_.size()) return keep_if_better(top);
    for (int block : order_) {
      if (offsets_[block] >= 0) continue;
      if (--nodes_left_ <= 0 || best_.bytes == best_.lower_bound_bytes) return;
      const int64_t offset = lowest_offset(block);
      const int64_t new_top = std::max(top, offset + largest_segment(blocks_[block]));
      if (offset < lowest || new_top >= best_.bytes) continue;
      offsets_[block] = offset;
      descend(depth + 1, offset, new_top);
      offsets_[block] = -1;
    }
  }

  const std::vector<Block>& blocks_;
  std::vector<int64_t> offsets_;  // -1: not placed yet
  std::vector<int> order_;
  int64_t nodes_left_ = 0;
  Placement best_;
};

}  // namespace

Placement place(const std::vector<Block>& blocks, int64_t most_nodes) {
  Placer placer(blocks);
  placer.try_order(placer.sorted([](auto& a, auto& b) { return largest_segment(a) > largest_segment(b); }));
  placer.try_order(placer.sorted([](auto& a, auto& b) { return a.segments[0].first < b.segments[0].first; }));
  placer.try_order(placer.sorted(
      [](auto& a, auto& b) { return largest_segment(a) * steps_alive(a) > largest_segment(b) * steps_alive(b); }));
  placer.try_order(placer.sorted([](auto& a, auto& b) { return steps_alive(a) > steps_alive(b); }));
  placer.search(most_nodes);
  return std::move(placer).result();
}

}  // namespace mote
