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

bool only_feeds(const Graph& graph, TensorId id, const Operator& reader) {
  return reader_count(graph, id) == 1 && !graph.tensors[id].constant() && !is_graph_input(graph, id) &&
         std::find(reader.inputs.begin(), reader.inputs.end(), id) != reader.inputs.end();
}

Graph graph_of(const Graph& graph, const Operator& op) {
  Graph alone;
  Operator copy = op;
  const auto take = [&](TensorId& id) { id = id == absent_tensor ? id : alone.add(graph.tensors[id]); };
  for (TensorId& id : copy.inputs) {
    take(id);
    if (id != absent_tensor && !alone.tensors[id].constant()) alone.inputs.push_back(id);
  }
  for (TensorId& id : copy.outputs) take(id);
  alone.outputs = copy.outputs;
  alone.operators.push_back(std::move(copy));
  return alone;
}

std::vector<Bytes> run_alone(const Graph& graph, const Operator& op, std::span<const Bytes> inputs) {
  return Executor(graph_of(graph, op)).run(inputs);
}

std::array<int8_t, 256> int8_map(const Graph& graph, const Operator& op) {
  Graph all;
  for (TensorId id : {op.inputs[0], op.outputs[0]}) {
    Tensor tensor = graph.tensors[id];
    tensor.shape = {256};
    all.add(std::move(tensor));
  }
  all.inputs = {0}, all.outputs = {1};
  all.operators.push_back({op.attributes, {0}, {1}, op.name});
  Bytes values(256);
  for (int i = 0; i < 256; ++i) values[i] = static_cast<uint8_t>(i - 128);
  const Bytes results = Executor(std::move(all)).run(std::vector<Bytes>{values})[0];
  std::array<int8_t, 256> map;
  std::copy(results.begin(), results.end(), map.begin());
  return map;
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
