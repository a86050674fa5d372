// Placement of blocks in an arena.
#include "plan/arena.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

namespace mote {
namespace {

Block whole(int first, int last, int64_t bytes) { return {{{first, last, 0, bytes}}}; }

bool together(const Piece& a, const Piece& b) { return a.first <= b.last && b.first <= a.last; }

bool allowed(const Meeting& meeting, int64_t written_after_read) {
  if (!meeting.permission) return false;
  const auto [distance, stride] = *meeting.permission;
  return stride > 0 ? written_after_read % stride == 0 : written_after_read <= -distance;
}

// Whether some meeting lets these two pieces, the one born as the other dies, share bytes.
bool excused(const std::vector<Meeting>& meetings, const Placement& placement, int a, const Piece& x, int b,
             const Piece& y) {
  for (const Meeting& m : meetings) {
    const bool born = m.written.block == a && m.read.block == b && x.first == m.step && y.last == m.step;
    const int64_t distance =
        placement.offsets[m.written.block] + m.written.offset - placement.offsets[m.read.block] - m.read.offset;
    if (born && allowed(m, distance)) return true;
  }
  return false;
}

// No two blocks share a byte at one time but where they may, and all lie within the arena.
void expect_sound(const std::vector<Block>& blocks, const std::vector<Meeting>& meetings, const Placement& placement) {
  ASSERT_EQ(placement.offsets.size(), blocks.size());
  EXPECT_GE(placement.bytes, placement.lower_bound_bytes);
  for (int a = 0; a < static_cast<int>(blocks.size()); ++a) {
    EXPECT_EQ(placement.offsets[a] % block_alignment, 0);
    EXPECT_LE(placement.offsets[a] + blocks[a].bytes(), placement.bytes);
    for (int b = 0; b < a; ++b)
      for (const Piece& x : blocks[a].pieces)
        for (const Piece& y : blocks[b].pieces) {
          const int64_t from = placement.offsets[a] + x.offset, other = placement.offsets[b] + y.offset;
          const bool overlap = from < other + y.bytes && other < from + x.bytes;
          if (!together(x, y) || !overlap) continue;
          EXPECT_TRUE(excused(meetings, placement, a, x, b, y) || excused(meetings, placement, b, y, a, x))
              << "blocks " << a << " and " << b;
        }
  }
}

TEST(Arena, NothingTakesNothing) { EXPECT_EQ(place({}).bytes, 0); }

TEST(Arena, AChainTakesItsTwoLargestNeighbours) {
  const std::vector<Block> blocks = {whole(0, 0, 100), whole(0, 1, 200), whole(1, 2, 50), whole(2, 2, 8)};
  const Placement placement = place(blocks);
  expect_sound(blocks, {}, placement);
  EXPECT_EQ(placement.bytes, 300);
  EXPECT_EQ(placement.lower_bound_bytes, 300);
  EXPECT_TRUE(placement.proved);
}

TEST(Arena, ABlockMayDiePieceByPiece) {
  // Its first half is free after step 0; what is born at step 1 takes its place.
  const std::vector<Block> blocks = {{{{0, 0, 0, 32}, {0, 2, 32, 32}}}, whole(1, 2, 32)};
  const Placement placement = place(blocks);
  expect_sound(blocks, {}, placement);
  EXPECT_EQ(placement.bytes, 64);
  EXPECT_TRUE(placement.proved);
}

TEST(Arena, AnOutputMayBeginBeforeItsInput) {
  // A chain of two steps, each of which must keep 16 bytes ahead.
  const std::vector<Block> blocks = {whole(0, 0, 64), whole(0, 1, 64), whole(1, 1, 64)};
  std::vector<Meeting> meetings = {{0, {1, 0, 64}, {0, 0, 64}, Meeting::Permission{16, 0}},
                                   {1, {2, 0, 64}, {1, 0, 64}, Meeting::Permission{16, 0}}};
  Placement placement = place(blocks, meetings);
  expect_sound(blocks, meetings, placement);
  EXPECT_EQ(placement.bytes, 96);
  EXPECT_EQ(placement.lower_bound_bytes, 80);
  EXPECT_TRUE(placement.proved);

  meetings[1].permission->stride = 16;  // that step may also go back up
  placement = place(blocks, meetings);
  expect_sound(blocks, meetings, placement);
  EXPECT_EQ(placement.bytes, 80);

  meetings[0].permission.reset();
  EXPECT_EQ(place(blocks, meetings).bytes, 128);
}

Block random_block(std::mt19937& random, bool pieces) {
  const int first = static_cast<int>(random() % 5), last = first + static_cast<int>(random() % 3);
  const int64_t bytes = 8 + static_cast<int64_t>(random() % 8) * 8;
  Block block = whole(first, last, bytes);
  if (pieces && random() % 2) block.pieces.push_back({first, last + 1, bytes, 8});
  return block;
}

// First-fit in every order, which finds the optimum where no blocks may overlap.
int64_t best_of_all_orders(const std::vector<Block>& blocks) {
  std::vector<int> order(blocks.size());
  std::iota(order.begin(), order.end(), 0);
  int64_t best = INT64_MAX;
  do {
    std::vector<int64_t> offsets(blocks.size(), -1);
    int64_t top = 0;
    for (int block : order) {
      int64_t offset = 0;
      const auto collides = [&](int other) {
        return offsets[other] >= 0 && together(blocks[block].pieces[0], blocks[other].pieces[0]) &&
               offset < offsets[other] + blocks[other].bytes() && offsets[other] < offset + blocks[block].bytes();
      };
      while (std::any_of(order.begin(), order.end(), collides)) offset += block_alignment;
      offsets[block] = offset;
      top = std::max(top, offset + blocks[block].bytes());
    }
    best = std::min(best, top);
  } while (std::next_permutation(order.begin(), order.end()));
  return best;
}

TEST(Arena, TheSearchFindsTheSmallest) {
  std::mt19937 random(7);
  for (int round = 0; round < 40; ++round) {
    std::vector<Block> blocks(6);
    for (Block& block : blocks) block = random_block(random, false);
    const Placement best = place(blocks);
    expect_sound(blocks, {}, best);
    EXPECT_TRUE(best.proved);
    EXPECT_EQ(best.bytes, best_of_all_orders(blocks));
  }
}

TEST(Arena, RandomOverlapsAreSound) {
  std::mt19937 random(11);
  int saved = 0;
  for (int round = 0; round < 300; ++round) {
    std::vector<Block> blocks(8);
    for (Block& block : blocks) block = random_block(random, true);
    std::vector<Meeting> meetings;
    for (int a = 0; a < 8; ++a)
      for (int b = 0; b < 8; ++b) {
        const Piece &born = blocks[a].pieces[0], &dying = blocks[b].pieces.back();
        if (a == b || born.first != dying.last || blocks[a].pieces.size() > 1 || blocks[b].pieces.size() > 1) continue;
        meetings.push_back({born.first, {a, 0, born.bytes}, {b, 0, dying.bytes}, std::nullopt});
        if (random() % 2)
          meetings.back().permission = {static_cast<int64_t>(random() % 32),
                                        random() % 3 ? 0 : 8 * static_cast<int64_t>(1 + random() % 3)};
      }
    const Placement apart = place(blocks), sharing = place(blocks, meetings);
    expect_sound(blocks, meetings, sharing);
    EXPECT_LE(sharing.bytes, apart.bytes);
    saved += sharing.bytes < apart.bytes;
  }
  EXPECT_GT(saved, 50);
}

}  // namespace
}  // namespace mote
