// What a fuzz target does with a graph that was accepted: it must print and parse back, and lower without a fault.
#pragma once

#include <cstdlib>

#include "base/error.h"
#include "graph/execute.h"
#include "graph/text.h"

namespace mote {

// Graphs beyond this are not lowered, for time.
constexpr int64_t most_elements = 1 << 16;

inline void use_graph(const Graph& graph) {
  if (!(print(parse_graph(print(graph))) == print(graph))) std::abort();
  int64_t elements = 0;
  for (const Tensor& tensor : graph.tensors) elements += tensor.elements();
  if (elements <= most_elements) Executor{graph};
}

// Runs `parse`; whatever is wrong with the bytes must come as an InputError.
template <class Parse>
int fuzz_one(Parse&& parse) {
  try {
    use_graph(parse());
  } catch (const InputError&) {
  }
  return 0;
}

}  // namespace mote
