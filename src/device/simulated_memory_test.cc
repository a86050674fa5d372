// The simulated caches of the counter.
#include "device/simulated_memory.h"

#include <gtest/gtest.h>

namespace mote::counter {
namespace {

TEST(SimulatedCache, ForgetsTheLineThatWasNotUsedForLongest) {
  Cache cache(64, 16, 4);
  for (uint64_t line : {1, 2, 3, 4}) EXPECT_TRUE(cache.misses(line));
  EXPECT_FALSE(cache.misses(1));
  EXPECT_TRUE(cache.misses(5)) << "takes the place of 2";
  EXPECT_FALSE(cache.misses(1));
  EXPECT_TRUE(cache.misses(2));
}

TEST(SimulatedCache, KeepsLinesOfDifferentSetsApart) {
  Cache cache(64, 16, 1);
  EXPECT_TRUE(cache.misses(0));
  EXPECT_TRUE(cache.misses(1));
  EXPECT_FALSE(cache.misses(0));
  EXPECT_TRUE(cache.misses(4)) << "of the set of 0";
  EXPECT_TRUE(cache.misses(0));
}

TEST(SimulatedMemories, CountCodeByHowItWasReached) {
  Memories memories("1000:2000+32:16:2:16:16:1+1024:16:2:0:1:1");
  ASSERT_EQ(memories.count(), 2);
  Counts counts;
  memories.fetch(0x1000, 0x1030, &counts);  // three lines in a row
  EXPECT_EQ(counts.memory[0].jump_misses, 1u);
  EXPECT_EQ(counts.memory[0].next_misses, 2u);
  memories.fetch(0x1000, 0x1010, &counts);  // again: only the larger cache still has it
  EXPECT_EQ(counts.memory[0].jump_misses, 2u);
  EXPECT_EQ(counts.memory[1].jump_misses, 1u);
  memories.fetch(0x3000, 0x3010, &counts);  // not in flash
  EXPECT_EQ(counts.memory[0].jump_misses, 2u);
}

TEST(SimulatedMemories, TellFlashFromRam) {
  Memories memories("1000:2000+32:16:2:16:16:1+1024:16:2:0:1:1");
  Counts counts;
  memories.read(0x1000, &counts);
  memories.read(0x1004, &counts);
  memories.read(0x3000, &counts);
  memories.read(0x1100, nullptr);
  memories.read(0x1104, &counts);
  EXPECT_EQ(counts.memory[0].data_misses, 1u) << "what is not counted fills the cache, too";
  EXPECT_EQ(counts.ram_reads, 1u);
  memories.read(0x1000, &counts);
  EXPECT_EQ(counts.memory[0].data_misses, 2u) << "one line";
  EXPECT_EQ(counts.memory[1].data_misses, 1u) << "shared with code, larger";
}

}  // namespace
}  // namespace mote::counter
