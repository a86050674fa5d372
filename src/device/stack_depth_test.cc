// Depths of stacks from disassembled text.
#include "device/stack_depth.h"

#include <gtest/gtest.h>

namespace mote {
namespace {

TEST(StackDepth, CalleesAddToTheDepthAtWhichTheyAreCalled) {
  StackDepths depths(
      "00000100 <outer>:\n"
      "     100:\tpush\t{r4, r5, lr}\n"
      "     102:\tbl\t200 <inner>\n"
      "     106:\tsub\tsp, #36\t@ 0x24\n"
      "     108:\tcbz\tr0, 110 <outer+0x10>\n"
      "     10a:\tbl\t300 <leaf>\n"
      "     10e:\tnop\n"
      "     110:\tadd\tsp, #36\n"
      "     112:\tpop\t{r4, r5, pc}\n"
      "00000200 <inner>:\n"
      "     200:\tstmdb\tsp!, {r4, r5, r6, r7, r8, r9, sl, fp, lr}\n"
      "     204:\tvpush\t{d8-d11}\n"
      "     208:\tvpop\t{d8-d11}\n"
      "     20c:\tldmia.w\tsp!, {r4, r5, r6, r7, r8, r9, sl, fp, lr}\n"
      "     210:\tb.w\t300 <leaf>\n"
      "00000300 <leaf>:\n"
      "     300:\tstr.w\tlr, [sp, #-4]!\n"
      "     304:\tldr.w\tpc, [sp], #4\n");
  EXPECT_EQ(depths.of("leaf"), 4);
  EXPECT_EQ(depths.of("inner"), 36 + 32);
  EXPECT_EQ(depths.of("outer"), 12 + 36 + 32);
  EXPECT_EQ(depths.of("absent"), std::nullopt);
}

TEST(StackDepth, WhatOnlyRunningTellsIsNotKnown) {
  StackDepths depths(
      "00000100 <recursive>:\n"
      "     100:\tpush\t{r4, lr}\n"
      "     102:\tbl\t100 <recursive>\n"
      "     106:\tpop\t{r4, pc}\n"
      "00000200 <pointer>:\n"
      "     200:\tpush\t{r4, lr}\n"
      "     202:\tblx\tr3\n"
      "     204:\tpop\t{r4, pc}\n"
      "00000300 <computed>:\n"
      "     300:\tadd\tsp, r4\n"
      "     302:\tbx\tlr\n"
      "00000400 <by_table>:\n"
      "     400:\tpush\t{r4, lr}\n"
      "     402:\ttbb\t[pc, r0]\n"
      "     406:\t.word\t0x00010203\n"
      "     40a:\tsub\tsp, #8\n"
      "     40c:\tadd\tsp, #8\n"
      "     40e:\tpop\t{r4, pc}\n");
  for (const char* name : {"recursive", "pointer", "computed"}) EXPECT_EQ(depths.of(name), std::nullopt) << name;
  EXPECT_EQ(depths.of("by_table"), 16);
}

TEST(StackDepth, AFarJumpIsNoCall) {
  StackDepths depths(
      "00000100 <far>:\n"
      "     100:\tpush\t{r4, lr}\n"
      "     102:\tbl\t10a <far+0xa>\n"
      "     106:\tpop\t{r4, pc}\n"
      "     10a:\tsub\tsp, #8\n"
      "     10c:\tadd\tsp, #8\n"
      "     10e:\tbl\t106 <far+0x6>\n");
  EXPECT_EQ(depths.of("far"), 16);
}

TEST(StackDepth, RiscVMovesThePointerByAdditions) {
  StackDepths depths(
      "00000100 <outer>:\n"
      "     100:\tadd\tsp,sp,-32\n"
      "     102:\tsw\tra,28(sp)\n"
      "     104:\tjal\t200 <inner>\n"
      "     108:\tbeqz\ta0,104 <outer+0x4>\n"
      "     10a:\tlw\tra,28(sp)\n"
      "     10c:\tadd\tsp,sp,32\n"
      "     10e:\tret\n"
      "00000200 <inner>:\n"
      "     200:\taddi\tsp,sp,-16\n"
      "     202:\taddi\tsp,sp,16\n"
      "     204:\tj\t300 <leaf>\n"
      "00000300 <leaf>:\n"
      "     300:\tret\n");
  EXPECT_EQ(depths.of("outer"), 48);
}

}  // namespace
}  // namespace mote
