// What neighbours mean to each other, by short sequences whose timing the sources of the core models give.
#include "device/neighbours.h"

#include <gtest/gtest.h>

#include <vector>

namespace mote {
namespace {

constexpr uint32_t adds_r0_r1_r2 = 0x1888, adds_r3_4 = 0x3304, movs_r0_3 = 0x2003, ldr_r0_r1 = 0x6808,
                   ldr_r2_r1_4 = 0x684a, ldr_r2_r0 = 0x6802, str_r0_r1_r2 = 0x5088, str_r3_r1 = 0x600b,
                   ldrb_r0_r1 = 0x7808, adds_r4_r5_r6 = 0x19ac, muls_r0_r1 = 0x4348;
constexpr uint32_t smlad_r0_r1_r2_r0 = 0xfb210002, smlad_r3_r1_r2_r3 = 0xfb213302, ldrd_r4_r5_r6 = 0xe9d64500,
                   add_r3_r3_r0 = 0xeb030300, vldrw_q1_r2 = 0xed923f00, vadd_q0_q1_q2 = 0xef220844,
                   vmul_q0_q1_q2 = 0xef120954, vadd_q3_q0_q2 = 0xef206844;

// An instruction of 32 bits is its halfwords, the first above.
NeighbourCounts sum_of(const std::vector<uint32_t>& instructions) {
  Neighbours neighbours;
  NeighbourCounts sum;
  for (uint32_t op : instructions) {
    const bool wide = op > 0xffff;
    const uint32_t first = wide ? op >> 16 : op, second = wide ? op & 0xffff : 0;
    const uint8_t bytes[] = {uint8_t(first), uint8_t(first >> 8), uint8_t(second), uint8_t(second >> 8)};
    const size_t size = wide ? 4 : 2;
    const NeighbourCounts counts = neighbours.add(decode_thumb(bytes, size), operands_of_thumb(bytes, size));
    sum.load_pipelined += counts.load_pipelined, sum.store_indexed += counts.store_indexed;
    sum.load_use += counts.load_use, sum.late_use += counts.late_use;
    sum.narrow_pair += counts.narrow_pair, sum.vector_wait += counts.vector_wait;
    sum.dual_pair += counts.dual_pair, sum.dual_wait += counts.dual_wait;
  }
  return sum;
}

TEST(Neighbours, PipelineLoadsThatDontFeedTheAddress) {
  EXPECT_EQ(sum_of({ldr_r0_r1, ldr_r2_r1_4}).load_pipelined, 1);
  EXPECT_EQ(sum_of({ldr_r0_r1, ldr_r2_r0}).load_pipelined, 0);
  EXPECT_EQ(sum_of({ldr_r0_r1, str_r3_r1}).load_pipelined, 1);
  EXPECT_EQ(sum_of({str_r3_r1, ldr_r0_r1}).load_pipelined, 0);
  EXPECT_EQ(sum_of({ldr_r0_r1, adds_r4_r5_r6, ldr_r2_r1_4}).load_pipelined, 0);
  EXPECT_EQ(sum_of({ldrd_r4_r5_r6, ldr_r0_r1}).load_pipelined, 0);
}

TEST(Neighbours, DelayAStoreThatReadsThreeRegisters) {
  EXPECT_EQ(sum_of({str_r0_r1_r2}).store_indexed, 1);
  EXPECT_EQ(sum_of({ldr_r0_r1, str_r0_r1_r2}).store_indexed, 0);
  EXPECT_EQ(sum_of({str_r3_r1}).store_indexed, 0);
}

TEST(Neighbours, WaitForWhatIsLate) {
  EXPECT_EQ(sum_of({ldr_r0_r1, adds_r4_r5_r6}).load_use, 0);
  EXPECT_EQ(sum_of({ldr_r0_r1, add_r3_r3_r0}).load_use, 1);
  EXPECT_EQ(sum_of({ldr_r0_r1, adds_r4_r5_r6, add_r3_r3_r0}).load_use, 0);
  EXPECT_EQ(sum_of({muls_r0_r1, add_r3_r3_r0}).late_use, 1);
  EXPECT_EQ(sum_of({movs_r0_3, add_r3_r3_r0}).late_use, 0);
}

TEST(Neighbours, PairNarrowOnesOfWhichOneIsACompanion) {
  EXPECT_EQ(sum_of({adds_r4_r5_r6, adds_r3_4}).narrow_pair, 1);
  EXPECT_EQ(sum_of({adds_r4_r5_r6, adds_r3_4, movs_r0_3}).narrow_pair, 1) << "never three";
  EXPECT_EQ(sum_of({adds_r4_r5_r6, ldr_r0_r1}).narrow_pair, 0) << "no companion";
  EXPECT_EQ(sum_of({movs_r0_3, add_r3_r3_r0}).narrow_pair, 0) << "32 bits";
  EXPECT_EQ(sum_of({movs_r0_3, muls_r0_r1}).narrow_pair, 0) << "reads the result";
}

TEST(Neighbours, OverlapVectorInstructionsOfDifferentPipes) {
  EXPECT_EQ(sum_of({vldrw_q1_r2, vadd_q0_q1_q2}).vector_wait, 0);
  EXPECT_EQ(sum_of({vldrw_q1_r2, vldrw_q1_r2}).vector_wait, 1);
  EXPECT_EQ(sum_of({vmul_q0_q1_q2, vadd_q3_q0_q2}).vector_wait, 1) << "reads the product";
  EXPECT_EQ(sum_of({vmul_q0_q1_q2, adds_r4_r5_r6, vmul_q0_q1_q2}).vector_wait, 0);
}

TEST(DualIssue, PairsWhatIsIndependent) {
  EXPECT_EQ(sum_of({adds_r4_r5_r6, adds_r3_4}).dual_pair, 1);
  EXPECT_EQ(sum_of({movs_r0_3, add_r3_r3_r0}).dual_pair, 0);
  EXPECT_EQ(sum_of({ldr_r0_r1, ldr_r2_r1_4}).dual_pair, 1) << "two loads";
  EXPECT_EQ(sum_of({str_r3_r1, str_r3_r1}).dual_pair, 0) << "one store";
  EXPECT_EQ(sum_of({smlad_r0_r1_r2_r0, smlad_r3_r1_r2_r3}).dual_pair, 0) << "one multiplier";
  EXPECT_EQ(sum_of({smlad_r0_r1_r2_r0, adds_r4_r5_r6}).dual_pair, 1);
  EXPECT_EQ(sum_of({ldrd_r4_r5_r6, adds_r3_4}).dual_pair, 0) << "alone";
  EXPECT_EQ(sum_of({adds_r4_r5_r6, adds_r3_4, movs_r0_3}).dual_pair, 1) << "never three";
}

TEST(DualIssue, WaitsForResults) {
  EXPECT_EQ(sum_of({ldr_r0_r1, add_r3_r3_r0}).dual_wait, 0);
  EXPECT_EQ(sum_of({ldrb_r0_r1, add_r3_r3_r0}).dual_wait, 1) << "bytes come later";
  EXPECT_EQ(sum_of({ldr_r0_r1, ldr_r2_r0}).dual_wait, 1) << "addresses are needed earlier";
  EXPECT_EQ(sum_of({muls_r0_r1, add_r3_r3_r0}).dual_wait, 1);
  EXPECT_EQ(sum_of({smlad_r0_r1_r2_r0, smlad_r0_r1_r2_r0}).dual_wait, 0) << "the accumulator is forwarded";
}

}  // namespace
}  // namespace mote
