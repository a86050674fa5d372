// From pieces and meetings to ranges of distances.
#include "plan/relations.h"

#include <algorithm>
#include <numeric>

namespace mote {
namespace {

bool touch(const Piece& a, const Piece& b) { return a.first <= b.last && b.first <= a.last; }

int64_t modulo(int64_t a, int64_t b) { return (a % b + b) % b; }

// Distances of the block that is written from the one that is read.
Collision collision_of(const Meeting& meeting) {
  const Stretch &written = meeting.written, &read = meeting.read;
  Collision collision{read.offset - written.offset - written.bytes, read.offset + read.bytes - written.offset};
  if (!meeting.permission) return collision;
  const int64_t even = read.offset - written.offset;  // the distance at which both begin at one place
  if (meeting.permission->stride > 0) {
    collision.stride = std::lcm(meeting.permission->stride, block_alignment);
    collision.remainder = modulo(even, collision.stride);
  } else {
    collision.from = std::max(collision.from, even - meeting.permission->distance);
  }
  return collision;
}

}  // namespace

int64_t Collision::next_allowed(int64_t distance) const {
  if (distance <= from || distance >= to) return distance;
  if (stride == 0) return to;
  return std::min(to, distance + modulo(remainder - distance, stride));
}

Relations::Relations(const std::vector<Block>& blocks, const std::vector<Meeting>& meetings)
    : count_(blocks.size()), collisions_(count_ * count_) {
  std::vector<std::vector<int>> met(count_ * count_);  // written * count + read: steps
  for (const Meeting& meeting : meetings) {
    if (meeting.written.block == meeting.read.block) continue;
    met[meeting.written.block * count_ + meeting.read.block].push_back(meeting.step);
    add(meeting.written.block, meeting.read.block, collision_of(meeting));
  }
  const auto left_to_meeting = [&](int written, const Piece& born, int read, const Piece& dying) {
    const std::vector<int>& steps = met[written * count_ + read];
    return born.first == dying.last && std::find(steps.begin(), steps.end(), born.first) != steps.end();
  };
  for (int a = 0; a < static_cast<int>(count_); ++a)
    for (int b = 0; b < a; ++b)
      for (const Piece& x : blocks[a].pieces)
        for (const Piece& y : blocks[b].pieces) {
          if (!touch(x, y) || left_to_meeting(a, x, b, y) || left_to_meeting(b, y, a, x)) continue;
          add(a, b, {y.offset - x.offset - x.bytes, y.offset + y.bytes - x.offset});
        }
  for (auto& collisions : collisions_) join_ranges(collisions);
}

void Relations::add(int block, int other, Collision c) {
  collisions_[block * count_ + other].push_back(c);
  collisions_[other * count_ + block].push_back(
      {-c.to, -c.from, c.stride, c.stride > 0 ? modulo(-c.remainder, c.stride) : 0});
}

// Ranges without gaps that overlap become one.
void Relations::join_ranges(std::vector<Collision>& collisions) {
  std::sort(collisions.begin(), collisions.end(), [](const Collision& a, const Collision& b) {
    return std::pair(a.stride, a.from) < std::pair(b.stride, b.from);
  });
  std::vector<Collision> joined;
  for (const Collision& next : collisions) {
    if (!joined.empty() && joined.back().stride == 0 && next.stride == 0 && next.from < joined.back().to)
      joined.back().to = std::max(joined.back().to, next.to);
    else
      joined.push_back(next);
  }
  collisions = std::move(joined);
  if (collisions.size() > 1 || (!collisions.empty() && collisions[0].stride > 0)) simple_ = false;
}

}  // namespace mote
