// For tests of rewrites: text in, text out, and the proof that both graphs compute the same.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "graph/execute.h"
#include "graph/text.h"
#include "rewrite/passes.h"

namespace mote {

// Element `i` of sample `sample`: the extremes first, then random values.
inline float sample_float(int sample, std::mt19937& random) {
  constexpr float extremes[] = {0.0f, -0.0f, 1e30f, -1e30f, 1e-40f, 6.0f, -1.0f};
  if (sample < 2) return extremes[random() % std::size(extremes)];
  return static_cast<float>(random()) / 4.2949673e8f - 5.0f;
}

inline uint8_t sample_byte(int sample, std::mt19937& random) {
  constexpr uint8_t extremes[] = {0x80, 0x7f, 0x00, 0xff};
  return sample < 4 ? extremes[sample] : static_cast<uint8_t>(random());
}

inline std::vector<Bytes> sample_inputs(const Graph& graph, int sample) {
  std::mt19937 random(sample);
  std::vector<Bytes> inputs;
  for (TensorId id : graph.inputs) {
    const Tensor& tensor = graph.tensors[id];
    Bytes& bytes = inputs.emplace_back(tensor.bytes());
    for (uint8_t& byte : bytes) byte = sample_byte(sample, random);
    if (tensor.type != ElementType::float32) continue;
    for (size_t i = 0; i < bytes.size(); i += sizeof(float)) {
      const float value = sample_float(sample, random);
      std::memcpy(&bytes[i], &value, sizeof(float));
    }
  }
  return inputs;
}

// Equal bits, or, with a tolerance, floats that differ by at most that part of the larger one.
inline void expect_equal_values(const Bytes& a, const Bytes& b, float tolerance) {
  ASSERT_EQ(a.size(), b.size());
  if (tolerance == 0) {
    EXPECT_EQ(a, b);
    return;
  }
  for (size_t i = 0; i < a.size(); i += sizeof(float)) {
    float x, y;
    std::memcpy(&x, &a[i], sizeof(float)), std::memcpy(&y, &b[i], sizeof(float));
    const bool close = x == y || std::abs(x - y) <= tolerance * std::max({std::abs(x), std::abs(y), 1.0f});
    EXPECT_TRUE(close) << x << " and " << y;
  }
}

inline void expect_equal_graphs(const Graph& before, const Graph& after, float tolerance = 0) {
  Executor first(before), second(after);
  for (int sample = 0; sample < 20; ++sample) {
    const std::vector<Bytes> inputs = sample_inputs(before, sample);
    const std::vector<Bytes> a = first.run(inputs), b = second.run(inputs);
    for (size_t i = 0; i < a.size(); ++i) expect_equal_values(a[i], b[i], tolerance);
  }
}

// The pass, followed by dead_code, makes `after` of `before`; an empty `after` means that it changes nothing.
inline void expect_rewrite(std::string_view pass, std::string_view before, std::string_view after,
                           float tolerance = 0) {
  const Graph original = parse_graph(before);
  Graph graph = original;
  EXPECT_EQ(pass_named(pass).run(graph), !after.empty());
  verify(graph);
  if (after.empty()) {
    EXPECT_EQ(print(graph), print(original));
    return;
  }
  pass_named("dead_code").run(graph);
  verify(graph);
  EXPECT_EQ(print(graph), print(parse_graph(after)));
  expect_equal_graphs(original, graph, tolerance);
  EXPECT_FALSE(pass_named(pass).run(graph)) << "a second run finds something to do";
}

}  // namespace mote
