// Graph edits.
#include "rewrite/edit.h"

#include <algorithm>

namespace mote {

int reader_count(const Graph& graph, TensorId id) {
  auto count = std::count(graph.outputs.begin(), graph.outputs.end(), id);
  for (const Operator& op : graph.operators) count += std::count(op.inputs.begin(), op.inputs.end(), id);
  return static_cast<int>(count);
}

Operator* writer_of(Graph& graph, TensorId id) {
  for (Operator& op : graph.operators)
    if (std::find(op.outputs.begin(), op.outputs.end(), id) != op.outputs.end()) return &op;
  return nullptr;
}

bool is_graph_input(const Graph& graph, TensorId id) {
  return std::find(graph.inputs.begin(), graph.inputs.end(), id) != graph.inputs.end();
}

bool is_graph_output(const Graph& graph, TensorId id) {
  return std::find(graph.outputs.begin(), graph.outputs.end(), id) != graph.outputs.end();
}

void redirect_readers(Graph& graph, TensorId from, TensorId to) {
  for (Operator& op : graph.operators) std::replace(op.inputs.begin(), op.inputs.end(), from, to);
  std::replace(graph.outputs.begin(), graph.outputs.end(), from, to);
}

void keep_tensors(Graph& graph, const std::vector<bool>& keep) {
  std::vector<TensorId> moved(graph.tensors.size(), absent_tensor);
  std::vector<Tensor> kept;
  for (size_t id = 0; id < graph.tensors.size(); ++id) {
    if (!keep[id]) continue;
    moved[id] = static_cast<TensorId>(kept.size());
    kept.push_back(std::move(graph.tensors[id]));
  }
  graph.tensors = std::move(kept);
  const auto renumber = [&](std::vector<TensorId>& ids) {
    for (TensorId& id : ids)
      if (id != absent_tensor) id = moved[id];
  };
  for (Operator& op : graph.operators) renumber(op.inputs), renumber(op.outputs);
  renumber(graph.inputs), renumber(graph.outputs);
}

}  // namespace mote
