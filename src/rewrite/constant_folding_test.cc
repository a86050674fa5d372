// constant_folding: text to text.
#include "rewrite/testing.h"

namespace mote {
namespace {

TEST(ConstantFolding, RunsOperatorsOfConstants) {
  expect_rewrite("constant_folding", R"(
    input %0 float32[1x3] "x"
    constant %1 int8[3] scale=0.5 zero_point=1 "q" = [1 3 -5]
    %2 float32[3] "d" = dequantize(%1) "to float"
    %3 float32[3] "e" = add(%2, %2) "twice"
    %4 float32[1x3] "y" = mul(%0, %3) "live"
    output %4)",
                 R"(
    input %0 float32[1x3] "x"
    constant %1 float32[3] "e" = [0 2 -6]
    %2 float32[1x3] "y" = mul(%0, %1) "live"
    output %2)");
}

TEST(ConstantFolding, LeavesOutputsOfTheGraph) {
  expect_rewrite("constant_folding", R"(
    input %0 float32[3] "x"
    constant %1 float32[3] "c" = [1 3 -5]
    %2 float32[3] "y" = add(%1, %1) "twice"
    output %2)",
                 "");
}

}  // namespace
}  // namespace mote
