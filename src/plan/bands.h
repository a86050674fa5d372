// Depth-first execution: a chain of layers is run band by band of its last layer's rows, so that the tensors between
// them are only as high as a band. Rows that two bands need are computed twice.
#pragma once

#include <optional>
#include <vector>

#include "graph/graph.h"

namespace mote {

// Operators of a graph, each the only reader of what the one before it makes.
using Chain = std::vector<int>;

// The chains of 2 to `most` layers through an operator that can be cut.
std::vector<Chain> chains_through(const Graph& graph, int operator_index, int most);

// The graph with the chain in so many bands; nothing where rows don't go into bands or are no views.
std::optional<Graph> cut_into_bands(const Graph& graph, const Chain& chain, int bands);

}  // namespace mote
