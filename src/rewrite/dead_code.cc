// operators whose outputs nobody reads, tensors that nobody names -> nothing, always (graph inputs stay).
#include <algorithm>

#include "rewrite/edit.h"

namespace mote {

bool dead_code(Graph& graph) {
  std::vector<bool> used(graph.tensors.size());
  for (TensorId id : graph.inputs) used[id] = true;
  for (TensorId id : graph.outputs) used[id] = true;
  const size_t operators_before = graph.operators.size(), tensors_before = graph.tensors.size();
  std::vector<Operator> kept;
  for (auto op = graph.operators.rbegin(); op != graph.operators.rend(); ++op) {
    if (std::none_of(op->outputs.begin(), op->outputs.end(), [&](TensorId id) { return used[id]; })) continue;
    for (TensorId id : op->outputs) used[id] = true;
    for (TensorId id : op->inputs)
      if (id != absent_tensor) used[id] = true;
    kept.push_back(std::move(*op));
  }
  std::reverse(kept.begin(), kept.end());
  graph.operators = std::move(kept);
  keep_tensors(graph, used);
  return graph.operators.size() < operators_before || graph.tensors.size() < tensors_before;
}

}  // namespace mote
