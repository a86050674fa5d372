// Which distances between two blocks collide.
#pragma once

#include <vector>

#include "plan/arena.h"

namespace mote {

// Distances strictly between `from` and `to`, but for those that are `remainder` modulo a `stride` that is not 0.
struct Collision {
  int64_t from, to;
  int64_t stride = 0, remainder = 0;

  // The smallest allowed distance that is not below `distance`.
  int64_t next_allowed(int64_t distance) const;
};

class Relations {
 public:
  Relations(const std::vector<Block>& blocks, const std::vector<Meeting>& meetings);

  // What collides, as distances of `block` from `other`.
  const std::vector<Collision>& of(int block, int other) const { return collisions_[block * count_ + other]; }

  // Whether each pair has at most one range of distances without gaps, which the exact search relies on.
  bool simple() const { return simple_; }

 private:
  void add(int block, int other, Collision collision);
  void join_ranges(std::vector<Collision>& collisions);

  size_t count_;
  std::vector<std::vector<Collision>> collisions_;
  bool simple_ = true;
};

}  // namespace mote
