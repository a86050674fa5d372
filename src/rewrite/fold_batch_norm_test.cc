// fold_batch_norm: text to text.
#include "rewrite/testing.h"

namespace mote {
namespace {

constexpr float rounding = 1e-5f;

TEST(FoldBatchNorm, ScalesWeightsAndBias) {
  expect_rewrite("fold_batch_norm", R"(
    input %0 float32[1x2x2x1] "x"
    constant %1 float32[2x1x1x1] "w" = [1 2]
    constant %2 float32[2] "b" = [1 0]
    constant %3 float32[2] "gamma" = [2 3]
    constant %4 float32[2] "beta" = [0.5 1]
    constant %5 float32[2] "mean" = [3 -1]
    constant %6 float32[2] "variance" = [15 3]
    %7 float32[1x2x2x2] "a" = conv2d(%0, %1, %2) "conv"
    %8 float32[1x2x2x2] "y" = batch_norm(%7, %3, %4, %5, %6) epsilon=1 "norm"
    output %8)",
                 R"(
    input %0 float32[1x2x2x1] "x"
    %1 float32[1x2x2x2] "y" = conv2d(%0, %2, %3) "conv"
    constant %2 float32[2x1x1x1] "w" = [0.5 3]
    constant %3 float32[2] "b" = [-0.5 2.5]
    output %1)",
                 rounding);
}

TEST(FoldBatchNorm, MakesABiasWhereThereIsNone) {
  expect_rewrite("fold_batch_norm", R"(
    input %0 float32[1x1x1x2] "x"
    constant %1 float32[1x1x1x2] "w" = [1 2]
    constant %2 float32[2] "gamma" = [2 3]
    constant %3 float32[2] "beta" = [0.5 1]
    constant %4 float32[2] "mean" = [3 -1]
    constant %5 float32[2] "variance" = [15 3]
    %6 float32[1x1x1x2] "a" = depthwise_conv2d(%0, %1, _) "conv"
    %7 float32[1x1x1x2] "y" = batch_norm(%6, %2, %3, %4, %5) epsilon=1 "norm"
    output %7)",
                 R"(
    input %0 float32[1x1x1x2] "x"
    %1 float32[1x1x1x2] "y" = depthwise_conv2d(%0, %2, %3) "conv"
    constant %2 float32[1x1x1x2] "w" = [0.5 3]
    constant %3 float32[2] "w_bias" = [-1 2.5]
    output %1)",
                 rounding);
}

}  // namespace
}  // namespace mote
