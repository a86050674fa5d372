// softmax whose result is an output of the graph -> nothing: the output is what went into it, on request only. The
// largest score keeps its place; softmax may round several of the largest to one probability.
#include "rewrite/edit.h"
#include "rewrite/passes.h"

namespace mote {

bool leave_off_softmax(Graph& graph) {
  bool changed = false;
  for (TensorId& id : graph.outputs) {
    const Operator* op = writer_of(graph, id);
    if (op == nullptr || op->attributes.operator_name() != "softmax") continue;
    if (is_graph_input(graph, op->inputs[0]) || is_graph_output(graph, op->inputs[0])) continue;
    id = op->inputs[0];
    changed = true;
  }
  return changed;
}

}  // namespace mote
