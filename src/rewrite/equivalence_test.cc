// The check of rewritten graphs: equal ones pass, a change is found and named.
#include "rewrite/equivalence.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "graph/sample_inputs.h"
#include "graph/text.h"

namespace mote {
namespace {

constexpr std::string_view text = R"(
    input %0 int8[1x4] scale=1 "x"
    constant %1 int8[2x4] scale=0.25 "w" = [1 2 3 4 4 3 2 1]
    %2 int8[1x2] scale=4 "a" = fully_connected(%0, %1, _) "dense"
    %3 int8[1x2] scale=4 "y" = clamp(%2) min=0 "relu"
    output %3)";

TEST(Equivalence, FindsNoDifferenceBetweenAGraphAndItself) {
  Equivalence equivalence(parse_graph(text), parse_graph(text));
  for (int sample = 0; sample < 20; ++sample)
    EXPECT_EQ(equivalence.difference(sample_inputs(parse_graph(text), sample)), "");
}

TEST(Equivalence, NamesTheFirstTensorThatDiffers) {
  Graph changed = parse_graph(text);
  changed.tensors[1].data[6] = 7;
  Equivalence equivalence(parse_graph(text), changed);
  EXPECT_EQ(equivalence.difference(sample_inputs(changed, 1)), "element 1 of tensor 'a'");
  EXPECT_EQ(equivalence.difference(std::vector<Bytes>{{0, 0, 0, 0}}), "");
}

TEST(Equivalence, NamesTheOutputWhereNoTensorIsInBoth) {
  Graph changed = parse_graph(text);
  changed.tensors[1].data[6] = 7;
  changed.tensors[2].name = changed.tensors[3].name = "another";
  Equivalence equivalence(parse_graph(text), changed);
  EXPECT_THAT(equivalence.difference(sample_inputs(changed, 1)), testing::HasSubstr("output 0"));
}

TEST(Equivalence, PromisesNoBitsWhereBatchNormIsFolded) {
  EXPECT_TRUE(promises_equal_bits(parse_graph(text)));
  EXPECT_FALSE(promises_equal_bits(parse_graph(R"(
    input %0 float32[1x1x1x1] "x"
    constant %1 float32[1] "c" = [1]
    %2 float32[1x1x1x1] "y" = batch_norm(%0, %1, %1, %1, %1) "norm"
    output %2)")));
}

}  // namespace
}  // namespace mote
