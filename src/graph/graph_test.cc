// Tests of the verifier and of the text form.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "graph/execute.h"
#include "graph/text.h"

namespace mote {
namespace {

using testing::HasSubstr;

constexpr std::string_view small = R"(graph "small \"one\"\x0a"
input %0 int8[1x4x4x1] scale=0.5 zero_point=-3 "image"
constant %1 int8[2x3x3x1] scale=0.1,0.2 "weights" = [1 -2 3 6*5 0 1 -128 127 5*-7]
constant %2 int32[2] scale=0.05,0.1 = [100 -2000000000]
%3 int8[1x2x2x2] scale=0.25 "out" = conv2d(%0, %1, %2) activation=relu "stem"
constant %4 float32[2x3] = [0.1 -0 1e-45 0x7fc00001 inf -inf]
unused %5 uint8[2x1] scale=1,2 zero_point=0,128
unused %6 bool[]
output %3
)";

Graph small_graph() { return parse_graph(small); }

TEST(Text, PrintsAndParsesBackToTheSame) {
  const Graph graph = small_graph();
  EXPECT_EQ(print(graph), small);
  const Graph again = parse_graph(print(graph));
  EXPECT_EQ(again.name, graph.name);
  EXPECT_EQ(again.tensors, graph.tensors);
  EXPECT_EQ(again.inputs, graph.inputs);
  EXPECT_EQ(again.outputs, graph.outputs);
  ASSERT_EQ(again.operators.size(), 1u);
  EXPECT_EQ(again.operators[0].name, "stem");
  EXPECT_EQ(again.operators[0].inputs, graph.operators[0].inputs);
  EXPECT_EQ(again.operators[0].attributes, graph.operators[0].attributes);
}

TEST(Text, TakesCommentsBlankLinesAndConstantsOverLines) {
  const Graph graph = parse_graph(R"(
    # a comment
    input %0 int8[1x1x1x1] scale=1    # another
    constant %1 int8[1x1x1x1] scale=1 = [
      7  # the weight
    ]
    %2 int8[1x1x1x1] scale=1 = conv2d(%0, %1)
    output %2)");
  EXPECT_EQ(graph.tensors[1].values<int8_t>(), std::vector<int8_t>{7});
}

TEST(Text, KeepsScalesOfSeveralOutputsApart) {
  constexpr std::string_view text = R"(graph "two"
input %0 int8[1x4] scale=0.5
%1 int8[1x1] scale=0.5, %2 int8[1x3] scale=0.5 "rest" = split(%0) axis=1 sizes=1,3
output %1, %2
)";
  EXPECT_EQ(print(parse_graph(text)), text);
}

TEST(Text, ElidesLongConstants) {
  EXPECT_THAT(print(small_graph(), 8), HasSubstr("\"weights\" = ...18 bytes\n"));
  EXPECT_THROW(parse_graph(print(small_graph(), 8)), InputError);
}

std::string message_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    return error.what();
  }
  return "nothing was thrown";
}

TEST(Text, RefusesWithTheLine) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"nonsense", "line 1: unknown statement 'nonsense'"},
      {"\n\ninput 0", "line 3: unexpected '0', expected '%'"},
      {"input %0 int9[1]", "line 1: unknown element type 'int9'"},
      {"input %0 int8[1x0]", "line 1: shape 1x0 has a dimension of 0"},
      {"input %0 int8[65536x65536]", "line 1: shape 65536x65536 has more than"},
      {"input %0 int8[1] scale=x", "line 1: 'x' is no number"},
      {"input %0 int8[1] zero=1", "line 1: a tensor has no 'zero'"},
      {"input %99999999 int8[1]", "line 1: tensor %99999999, expected at most"},
      {"input %0 int8[1]\ninput %0 int8[1]", "line 2: tensor %0 is declared twice"},
      {"constant %0 int8[2] = [1 200]", "line 1: '200' is no integer in range"},
      {"constant %0 int8[2] = [1]", "line 1: 1 values, expected 2 (2)"},
      {"constant %0 int8[2] = [4000000000*1]", "line 1: more than 2 values"},
      {"constant %0 int64[2000000000] = [2000000000*1]", "line 1: the constants have more than"},
      {"constant %0 int8[2] = ...2 bytes", "line 1: the constant is elided"},
      {"input %0 int8[1] \"open", "line 1: a name lacks its closing quote"},
      {"input %0 int8[1] \"\\q\"", "line 1: unknown escape"},
      {"%0 int8[1] = fly(%0)", "line 1: there is no operator 'fly'"},
      {"%0 int8[1] = conv2d(%0) speed=1", "line 1: conv2d has no attribute 'speed'"},
      {"%0 int8[1] = conv2d(%0) stride_height=fast", "line 1: conv2d: attribute 'stride_height' can't be 'fast'"},
      {"output %1", "tensor %0 is declared nowhere"},
      {"input %0 int8[1]", "the graph has no outputs"},
  };
  for (const auto& [text, expected] : cases)
    EXPECT_THAT(message_of([&] { parse_graph(text); }), HasSubstr(std::string(expected))) << text;
}

// Each row breaks one rule of a sound graph.
TEST(Verify, NamesTheBrokenRule) {
  const std::pair<void (*)(Graph&), std::string_view> cases[] = {
      {[](Graph& g) { g.tensors[0].shape[1] = -4; }, "tensor 0 'image': shape 1x-4x4x1 has a dimension of -4"},
      {[](Graph& g) { g.tensors[0].quantization.scales[0] = INFINITY; }, "scale is inf, expected finite"},
      {[](Graph& g) { g.tensors[0].quantization.zero_points[0] = 1000; }, "zero point is 1000, expected -128 to 127"},
      {[](Graph& g) { g.tensors[0].quantization.zero_points.clear(); }, "1 scales and 0 zero points"},
      {[](Graph& g) { g.tensors[1].quantization.axis = 7; }, "scales along dimension 7, expected one of its 4"},
      {[](Graph& g) { g.tensors[1].quantization.axis = 1; }, "2 scales along dimension 1 of shape 2x3x3x1, expected 3"},
      {[](Graph& g) { g.tensors[1].data.pop_back(); }, "tensor 1 'weights' holds 17 bytes, expected 18"},
      {[](Graph& g) { g.inputs.push_back(1); }, "graph input tensor 1 'weights' is constant"},
      {[](Graph& g) { g.inputs.push_back(0); }, "graph input tensor 0 'image' is listed twice"},
      {[](Graph& g) { g.operators[0].inputs[0] = 77; }, "conv2d 'stem' reads and names tensor 77, expected 0 to 6"},
      {[](Graph& g) { g.operators[0].inputs[0] = -2; }, "names tensor -2"},
      {[](Graph& g) { g.operators[0].inputs[0] = 5; }, "conv2d 'stem' reads tensor 5 '' before it is written"},
      {[](Graph& g) { g.operators.push_back(g.operators[0]); }, "writes tensor 3 'out', which already has a value"},
      {[](Graph& g) { g.operators[0].outputs[0] = 1; }, "writes tensor 1 'weights', which is constant"},
      {[](Graph& g) { g.operators[0].outputs.push_back(5); }, "conv2d 'stem' has 2 outputs, expected 1"},
      {[](Graph& g) { g.tensors[3].shape = {1, 3, 2, 2}; }, "has shape 1x3x2x2, expected 1x2x2x2"},
      {[](Graph& g) { g.outputs = {-1}; }, "the list of graph outputs names tensor -1"},
      {[](Graph& g) { g.outputs = {5}; }, "graph output tensor 5 '' is never written"},
  };
  for (const auto& [damage, expected] : cases) {
    Graph graph = small_graph();
    damage(graph);
    EXPECT_THAT(message_of([&] { verify(graph, true); }), HasSubstr(std::string(expected)));
    EXPECT_THROW(verify(graph, true), InputError) << expected;
    EXPECT_THROW(verify(graph, false), InternalError) << expected;
  }
}

}  // namespace
}  // namespace mote
