// operator of constants -> its result as a constant, where the result is not an output of the graph.
#include <algorithm>

#include "graph/execute.h"
#include "rewrite/edit.h"

namespace mote {
namespace {

bool foldable(const Graph& graph, const Operator& op) {
  const auto constant_or_absent = [&](TensorId id) { return id == absent_tensor || graph.tensors[id].constant(); };
  return std::all_of(op.inputs.begin(), op.inputs.end(), constant_or_absent) &&
         std::none_of(op.outputs.begin(), op.outputs.end(), [&](TensorId id) { return is_graph_output(graph, id); });
}

}  // namespace

bool constant_folding(Graph& graph) {
  bool changed = false;
  for (size_t i = 0; i < graph.operators.size();) {
    const Operator op = graph.operators[i];
    if (!foldable(graph, op)) {
      ++i;
      continue;
    }
    const std::vector<Bytes> values = run_alone(graph, op, {});
    for (size_t k = 0; k < values.size(); ++k) graph.tensors[op.outputs[k]].data = values[k];
    graph.operators.erase(graph.operators.begin() + static_cast<std::ptrdiff_t>(i));
    changed = true;
  }
  return changed;
}

}  // namespace mote
