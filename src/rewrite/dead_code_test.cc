// dead_code: text to text.
#include "rewrite/testing.h"

namespace mote {
namespace {

TEST(DeadCode, DropsWhatNobodyReads) {
  expect_rewrite("dead_code", R"(
    input %0 float32[1x4] "x"
    input %1 float32[1x4] "not read"
    constant %2 float32[4] "c" = [1 2 3 4]
    %3 float32[1x4] "a" = add(%0, %2) "dead"
    %4 float32[1x4] "b" = mul(%3, %3) "dead too"
    %5 float32[1x4] "y" = mul(%0, %0) "live"
    output %5)",
                 R"(
    input %0 float32[1x4] "x"
    input %1 float32[1x4] "not read"
    %2 float32[1x4] "y" = mul(%0, %0) "live"
    output %2)");
}

TEST(DeadCode, LeavesALiveGraph) {
  expect_rewrite("dead_code", R"(
    input %0 float32[1x4] "x"
    %1 float32[1x4] "y" = mul(%0, %0) "live"
    output %1)",
                 "");
}

}  // namespace
}  // namespace mote
