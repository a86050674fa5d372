// What rewrites share: who reads and writes a tensor, and the few ways to change a graph.
#pragma once

#include <vector>

#include "graph/graph.h"

namespace mote {

// How many operator inputs read the tensor; being an output of the graph counts as one more.
int reader_count(const Graph& graph, TensorId id);

// The operator that writes the tensor, or null.
Operator* writer_of(Graph& graph, TensorId id);

bool is_graph_input(const Graph& graph, TensorId id);
bool is_graph_output(const Graph& graph, TensorId id);

// Every reader of `from`, and the graph's outputs, read `to` instead.
void redirect_readers(Graph& graph, TensorId from, TensorId to);

// Drops the tensors that are not marked and renumbers the rest.
void keep_tensors(Graph& graph, const std::vector<bool>& keep);

}  // namespace mote
