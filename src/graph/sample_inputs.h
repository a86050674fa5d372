// Inputs on which to compare graphs: the ends of the types, patterns of them, and random values. The same number always
// gives the same inputs.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "graph/execute.h"

namespace mote {

// Sample 0, 1, ... of a graph's inputs. First each tensor at one value (lowest, highest, 0, -1) and as two
// chequerboards of the ends; then in turn: uniform, each element at one end, one element at the other end, and runs of
// one value. Floats are finite, small ones and some huge.
std::vector<Bytes> sample_inputs(const Graph& graph, int64_t sample);

}  // namespace mote
