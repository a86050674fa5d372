// Views of operators and sums over a graph.
#include "graph/graph.h"

namespace mote {

Call call_of(const Graph& graph, const Operator& op) {
  Call call{op.name, op.attributes, {}, {}};
  for (TensorId id : op.inputs) call.inputs.push_back(id == absent_tensor ? nullptr : &graph.tensors[id]);
  for (TensorId id : op.outputs) call.outputs.push_back(&graph.tensors[id]);
  return call;
}

int64_t total_macs(const Graph& graph) {
  int64_t sum = 0;
  for (const Operator& op : graph.operators) sum += definition_of(op.attributes).macs(call_of(graph, op));
  return sum;
}

int64_t parameter_count(const Graph& graph) {
  int64_t sum = 0;
  for (const Tensor& tensor : graph.tensors)
    if (tensor.constant()) sum += tensor.elements();
  return sum;
}

int64_t constant_bytes(const Graph& graph) {
  int64_t sum = 0;
  for (const Tensor& tensor : graph.tensors) sum += static_cast<int64_t>(tensor.data.size());
  return sum;
}

}  // namespace mote
