// Interval analysis: its intervals by hand, on random graphs against what occurs, and at their ends.
#include "rewrite/ranges.h"

#include <gtest/gtest.h>

#include "graph/sample_inputs.h"
#include "graph/text.h"
#include "rewrite/reach_ends.h"

namespace mote {
namespace {

ChannelRanges ranges_of(std::string_view text, TensorId id) { return channel_ranges(parse_graph(text))[id]; }

TEST(Ranges, BoundsSumsTermByTerm) {
  EXPECT_EQ(ranges_of(R"(
    input %0 int8[1x2] scale=1 "x"
    constant %1 int8[3x2] scale=1 "w" = [1 0 -1 -1 0 0]
    constant %2 int32[3] = [3 1 7]
    %3 int8[1x3] scale=1 "y" = fully_connected(%0, %1, %2) "dense"
    output %3)",
                      3),
            (ChannelRanges{{-125, 127}, {-128, 127}, {7, 7}}));
  EXPECT_EQ(ranges_of(R"(
    input %0 int8[1x2] scale=1 "x"
    constant %1 int8[3x2] scale=1 "w" = [1 0 -1 -1 0 0]
    constant %2 int32[3] = [3 1 7]
    %3 int8[1x3] scale=4 zero_point=-2 "y" = fully_connected(%0, %1, %2) activation=relu "dense"
    output %3)",
                      3),
            (ChannelRanges{{-2, 31}, {-2, 63}, {0, 0}}));
}

// Where the window meets padding, fewer taps take part: the constant channel is 1, 2 or 4 at the borders.
TEST(Ranges, LooksAtEveryPlaceOfAWindow) {
  EXPECT_EQ(ranges_of(R"(
    input %0 int8[1x3x3x1] scale=1 "x"
    constant %1 int8[2x1x1x1] scale=1 "w" = [0 1]
    constant %2 int32[2] = [1 0]
    %3 int8[1x3x3x2] scale=1 "a" = conv2d(%0, %1, %2) "first"
    constant %4 int8[1x2x2x2] scale=1 "d" = [8*1]
    %5 int8[1x3x3x2] scale=1 "y" = depthwise_conv2d(%3, %4, _) pad_bottom=1 pad_right=1 "second"
    output %5)",
                      5),
            (ChannelRanges{{1, 4}, {-128, 127}}));
}

TEST(Ranges, RunsMonotonicOperatorsOnTheEnds) {
  const std::string text = R"(
    input %0 int8[1x2] scale=1 "x"
    constant %1 int8[2x2] scale=1 "w" = [4*0]
    constant %2 int32[2] = [-5 20]
    %3 int8[1x2] scale=1 "a" = fully_connected(%0, %1, %2) "dense"
    %4 int8[1x2] scale=1 "b" = sub(%0, %3) "sub"
    %5 int8[1x2] scale=100 "c" = mul(%0, %3) "mul"
    %6 int8[1x2] scale=2 "d" = quantize(%3) "quantize"
    %7 int8[1x4] scale=1 "e" = concatenate(%3, %0) axis=1 "join"
    %8 int8[2x2] scale=1 "y" = reshape(%7) shape=2,2 "rows"
    output %4
    output %5
    output %6
    output %8)";
  EXPECT_EQ(ranges_of(text, 4), (ChannelRanges{{-123, 127}, {-128, 107}}));
  EXPECT_EQ(ranges_of(text, 5), (ChannelRanges{{-6, 6}, {-26, 25}}));
  EXPECT_EQ(ranges_of(text, 6), (ChannelRanges{{-2, -2}, {10, 10}}));
  EXPECT_EQ(ranges_of(text, 7), (ChannelRanges{{-5, -5}, {20, 20}, {-128, 127}, {-128, 127}}));
  EXPECT_EQ(ranges_of(text, 8), (ChannelRanges{{-128, 127}, {-128, 127}}));
}

// A factor that would make the kernels wrap leaves the whole range.
TEST(Ranges, ClaimsNothingWhereThirtyTwoBitsMayWrap) {
  EXPECT_EQ(ranges_of(R"(
    input %0 int8[1x1] scale=1 "x"
    constant %1 int8[1x1] scale=1000000 "w" = [127]
    %2 int8[1x1] scale=0.01 "y" = fully_connected(%0, %1, _) "dense"
    output %2)",
                      2),
            (ChannelRanges{{-128, 127}}));
}

constexpr std::string_view chain = R"(
    input %0 int8[1x5x6x2] scale=1 zero_point=-7 "x"
    constant %1 int8[4x3x2x2] scale=0.02,0.001,0.05,0.01 "w" = [3 -5 7 100 -90 2 4 -6 8 12*1 -3 9 11*-2 60 13*0]
    constant %2 int32[4] = [100 -2000 0 30]
    %3 int8[1x3x3x4] scale=1 zero_point=5 "a" = conv2d(%0, %1, %2) stride_height=2 stride_width=2 pad_top=1 pad_bottom=1 activation=relu "first"
    constant %4 int8[1x3x3x8] scale=0.1 "d" = [5 -3 2 9 -1 -1 4 50*3 -60 14*2]
    %5 int8[1x2x3x8] scale=1 zero_point=-9 "b" = depthwise_conv2d(%3, %4, _) dilation_height=2 pad_top=1 pad_bottom=2 pad_left=1 pad_right=1 "second"
    constant %6 int8[3x48] scale=0.01 "v" = [20*5 20*-4 50*1 54*0]
    %7 int8[1x3] scale=1 "y" = fully_connected(%5, %6, _) "third"
    output %7)";

TEST(Ranges, EveryEndIsReachedAndNothingLiesOutside) {
  const Graph graph = parse_graph(chain);
  const EndsReached reached = reach_ends(graph, channel_ranges(graph));
  EXPECT_EQ(reached.ends, 2 * (4 + 8 + 3));
  EXPECT_EQ(reached.missed, 0) << reached.first_miss;
}

TEST(Ranges, AWrongClaimIsMissed) {
  const Graph graph = parse_graph(chain);
  std::vector<ChannelRanges> ranges = channel_ranges(graph);
  ASSERT_GT(ranges[5][2].max, ranges[5][2].min);
  --ranges[5][2].max;
  const EndsReached reached = reach_ends(graph, ranges);
  EXPECT_GT(reached.missed, 0);
  EXPECT_NE(reached.first_miss.find("'b'"), std::string::npos) << reached.first_miss;
}

TEST(Ranges, SamplesStayInside) {
  const Graph graph = parse_graph(chain);
  const std::vector<ChannelRanges> ranges = channel_ranges(graph);
  Executor executor(graph);
  for (int sample = 0; sample < 200; ++sample) {
    executor.run(sample_inputs(graph, sample));
    for (const TensorId id : {3, 5, 7}) EXPECT_EQ(outside(ranges[id], executor.value(id)), -1);
  }
}

}  // namespace
}  // namespace mote
