// What rewrites share: who reads and writes a tensor, and the few ways to change a graph.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "graph/execute.h"
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

// Whether nothing but `reader` reads the tensor, an operator writes it, and it may therefore vanish.
bool only_feeds(const Graph& graph, TensorId id, const Operator& reader);

// The operator as a graph of its own; its inputs that are not constant become the graph's.
Graph graph_of(const Graph& graph, const Operator& op);

// The operator's results by the portable kernels; `inputs` are the values of its inputs that are not constant.
std::vector<Bytes> run_alone(const Graph& graph, const Operator& op, std::span<const Bytes> inputs);

// What an operator that maps int8 to int8 element by element makes of -128, -127, ... 127.
std::array<int8_t, 256> int8_map(const Graph& graph, const Operator& op);

// Drops the tensors that are not marked and renumbers the rest.
void keep_tensors(Graph& graph, const std::vector<bool>& keep);

}  // namespace mote
