// The constants of a graph whose activations are int8 already: weights, biases and constant operands.
#pragma once

#include "graph/graph.h"

namespace mote {

// A constant that several operators use is copied where they need it differently.
void quantize_constants(Graph& graph, bool per_channel_fully_connected);

}  // namespace mote
