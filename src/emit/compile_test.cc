// Graphs to sources: they compile under every promised option, compute what the executor computes, and never vary.
#include "emit/compile.h"

#include <gtest/gtest.h>

#include <random>

#include "emit/host_harness.h"
#include "graph/text.h"

namespace mote {
namespace {

// Constants of `elements` numbers that look random, for the text form.
std::string numbers(int elements, int low, int high, int seed) {
  std::mt19937 random(seed);
  std::string text;
  for (int i = 0; i < elements; ++i)
    text += fmt::format("{} ", low + static_cast<int>(random() % static_cast<uint32_t>(high - low + 1)));
  return "[" + text + "]";
}

std::string floats(int elements, int seed) {
  std::mt19937 random(seed);
  std::string text;
  for (int i = 0; i < elements; ++i) text += fmt::format("{} ", static_cast<float>(random()) / 4.2949673e9f - 0.5f);
  return "[" + text + "]";
}

Graph int8_graph() {
  return parse_graph(
      "graph \"small int8\"\n"
      "input %0 int8[1x6x5x3] scale=0.5 zero_point=-3 \"samples\"\n"
      "constant %1 int8[4x3x3x3] scale=0.1,0.2,0.1,0.3 \"w1\" = " +
      numbers(108, -128, 127, 1) +
      "\n"
      "constant %2 int32[4] \"b1\" = " +
      numbers(4, -900, 900, 2) +
      "\n"
      "%3 int8[1x3x3x4] scale=1.5 zero_point=4 \"conv\" = conv2d(%0, %1, %2) stride_height=2 stride_width=2 pad_top=1 "
      "pad_bottom=1 pad_left=1 pad_right=1 activation=relu \"stem\"\n"
      "constant %4 int8[1x3x3x4] scale=0.02 \"w2\" = " +
      numbers(36, -128, 127, 3) +
      "\n"
      "%5 int8[1x3x3x4] scale=1 \"dw\" = depthwise_conv2d(%3, %4, _) pad_top=1 pad_bottom=1 pad_left=1 pad_right=1 "
      "\"block/depthwise\"\n"
      "%6 int8[1x3x3x4] scale=2 zero_point=-1 \"sum\" = add(%3, %5) \"block/add\"\n"
      "constant %7 int8[3x36] scale=0.05 \"w3\" = " +
      numbers(108, -128, 127, 4) +
      "\n"
      "%8 int8[1x36] scale=2 zero_point=-1 \"flat\" = reshape(%6) shape=1,36 \"flatten\"\n"
      "%9 int8[1x3] scale=4 \"scores\" = fully_connected(%8, %7, _) \"head\"\n"
      "output %9\n");
}

Graph float_graph() {
  return parse_graph(
      "graph \"small float\"\n"
      "input %0 float32[1x4x4x2] \"samples\"\n"
      "constant %1 float32[3x3x3x2] \"w1\" = " +
      floats(54, 1) +
      "\n"
      "%2 float32[1x4x4x3] \"conv\" = conv2d(%0, %1, _) pad_top=1 pad_bottom=1 pad_left=1 pad_right=1 activation=relu6 "
      "\"stem\"\n"
      "constant %3 float32[1x1x1x3] \"offset\" = " +
      floats(3, 2) +
      "\n"
      "%4 float32[1x4x4x3] \"shifted\" = add(%2, %3) \"shift\"\n"
      "%5 float32[1x4x4x3] \"product\" = mul(%4, %2) \"product\"\n"
      "output %5\noutput %4\n");
}

std::vector<Bytes> random_inputs(const Graph& graph, int seed) {
  std::mt19937 random(seed);
  std::vector<Bytes> inputs;
  for (TensorId id : graph.inputs) {
    const Tensor& tensor = graph.tensors[id];
    Bytes& bytes = inputs.emplace_back(tensor.bytes());
    for (uint8_t& byte : bytes) byte = static_cast<uint8_t>(random());
    if (tensor.type != ElementType::float32) continue;
    for (size_t i = 0; i < bytes.size(); i += 4) {
      const float value = static_cast<float>(random()) / 4.2949673e8f - 5;
      std::memcpy(&bytes[i], &value, 4);
    }
  }
  return inputs;
}

void expect_same_on_host(const Graph& graph, Favor favor) {
  CompileOptions options;
  options.favor = favor;
  const Compilation compilation = compile(graph, options);
  Executor executor(graph);
  std::vector<std::vector<Bytes>> samples, expected;
  for (int seed = 0; seed < 5; ++seed) {
    samples.push_back(random_inputs(graph, seed));
    expected.push_back(executor.run(samples.back()));
  }
  EXPECT_EQ(run_on_host(compilation, samples), expected) << graph.name << " favouring " << name_of(favor);
}

TEST(Compile, EmittedCodeComputesWhatTheExecutorComputes) {
  for (const Favor favor : {Favor::speed, Favor::flash}) {
    expect_same_on_host(int8_graph(), favor);
    expect_same_on_host(float_graph(), favor);
  }
}

TEST(Compile, EveryPromisedCompilerTakesTheCode) {
  CompileOptions options;
  options.name = "two words";
  for (const Favor favor : {Favor::speed, Favor::flash}) {
    options.favor = favor;
    for (const Graph& graph : {int8_graph(), float_graph()}) {
      const Compilation compilation = compile(graph, options);
      for (const char* compiler : {"g++", "clang++-19"}) {
        if (!find_program(compiler)) continue;
        for (const char* standard : {"gnu++14", "c++14", "c++17", "c++20"})
          EXPECT_NO_THROW(compile_sources(compilation, compiler, standard));
      }
    }
  }
}

TEST(Compile, TheSameInputGivesTheSameBytes) {
  const Compilation first = compile(int8_graph(), {}), second = compile(int8_graph(), {});
  ASSERT_EQ(first.files.size(), second.files.size());
  for (size_t i = 0; i < first.files.size(); ++i) {
    EXPECT_EQ(first.files[i].path, second.files[i].path);
    EXPECT_EQ(first.files[i].content, second.files[i].content);
  }
}

}  // namespace
}  // namespace mote
