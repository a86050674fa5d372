// Placement of blocks in an arena.
#include "plan/arena.h"

#include <gtest/gtest.h>

#include <random>

namespace mote {
namespace {

// No two blocks share a byte at one time, and all lie within the arena.
void expect_sound(const std::vector<Block>& blocks, const Placement& placement) {
  ASSERT_EQ(placement.offsets.size(), blocks.size());
  EXPECT_GE(placement.bytes, placement.lower_bound_bytes);
  for (size_t a = 0; a < blocks.size(); ++a)
    for (const Segment& x : blocks[a].segments) {
      EXPECT_EQ(placement.offsets[a] % block_alignment, 0);
      EXPECT_LE(placement.offsets[a] + x.bytes, placement.bytes);
      for (size_t b = 0; b < a; ++b)
        for (const Segment& y : blocks[b].segments) {
          const bool together = x.first <= y.last && y.first <= x.last;
          const bool overlap = placement.offsets[a] < placement.offsets[b] + y.bytes &&
                               placement.offsets[b] < placement.offsets[a] + x.bytes;
          EXPECT_FALSE(together && overlap) << "blocks " << a << " and " << b;
        }
    }
}

TEST(Arena, NothingTakesNothing) { EXPECT_EQ(place({}).bytes, 0); }

TEST(Arena, AChainTakesItsTwoLargestNeighbours) {
  const std::vector<Block> blocks = {{{{0, 0, 100}}}, {{{0, 1, 200}}}, {{{1, 2, 50}}}, {{{2, 2, 8}}}};
  const Placement placement = place(blocks);
  expect_sound(blocks, placement);
  EXPECT_EQ(placement.bytes, 300);
  EXPECT_EQ(placement.lower_bound_bytes, 300);
  EXPECT_TRUE(placement.proved);
}

TEST(Arena, ABlockMayShrink) {
  // 64 bytes at step 0 become 16 in place; another block then takes the rest.
  const std::vector<Block> blocks = {{{{0, 0, 64}, {0, 2, 16}}}, {{{1, 2, 48}}}};
  const Placement placement = place(blocks);
  expect_sound(blocks, placement);
  EXPECT_EQ(placement.bytes, 64);
}

TEST(Arena, TheSearchFindsWhatNoGreedyOrderDoes) {
  std::mt19937 random(7);
  int searched = 0;
  for (int round = 0; round < 200; ++round) {
    std::vector<Block> blocks(8);
    for (Block& block : blocks) {
      const int first = static_cast<int>(random() % 6);
      block.segments = {{first, first + static_cast<int>(random() % 3), 8 + static_cast<int64_t>(random() % 8) * 8}};
    }
    const Placement greedy = place(blocks, 1), best = place(blocks);
    expect_sound(blocks, greedy);
    expect_sound(blocks, best);
    EXPECT_LE(best.bytes, greedy.bytes);
    EXPECT_TRUE(best.proved);
    searched += best.bytes < greedy.bytes;
  }
  EXPECT_GT(searched, 0);
}

}  // namespace
}  // namespace mote
