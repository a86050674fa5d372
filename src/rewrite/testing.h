// For tests of rewrites: text in, text out, and the proof that both graphs compute the same.
#pragma once

#include <gtest/gtest.h>

#include <cmath>

#include "graph/execute.h"
#include "graph/sample_inputs.h"
#include "graph/text.h"
#include "rewrite/passes.h"

namespace mote {

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
