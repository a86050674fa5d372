// operator that gives back its input -> nothing: a reshape to the same shape, a clamp, quantize or pad that changes no
// element, a concatenation of one; and two reshapes in a row -> the second.
#include <algorithm>
#include <cmath>

#include "ops/clamp/attributes.h"
#include "ops/pad/attributes.h"
#include "rewrite/edit.h"

namespace mote {
namespace {

bool same_kind(const Tensor& a, const Tensor& b) {
  return a.shape == b.shape && a.type == b.type && a.quantization == b.quantization;
}

bool maps_int8_to_itself(const Graph& graph, const Operator& op) {
  if (graph.tensors[op.inputs[0]].type != ElementType::int8) return false;
  const std::array<int8_t, 256> map = int8_map(graph, op);
  for (int i = 0; i < 256; ++i)
    if (map[i] != i - 128) return false;
  return true;
}

bool is_no_op(const Graph& graph, const Operator& op) {
  if (op.inputs.size() != 1 || op.outputs.size() != 1 || op.inputs[0] == absent_tensor) return false;
  if (!same_kind(graph.tensors[op.inputs[0]], graph.tensors[op.outputs[0]])) return false;
  const std::string_view kind = op.attributes.operator_name();
  if (kind == "reshape" || kind == "concatenate" || kind == "pad") return true;  // of the same shape
  if (const auto* clamp = op.attributes.get_if<ClampAttributes>())
    if (std::isinf(clamp->min) && clamp->min < 0 && std::isinf(clamp->max) && clamp->max > 0) return true;
  return (kind == "clamp" || kind == "quantize") && maps_int8_to_itself(graph, op);
}

// Readers of the output read the input. A graph output keeps its name; where both tensors are the caller's, neither
// can go.
bool bypass(Graph& graph, const Operator& op) {
  const TensorId input = op.inputs[0], output = op.outputs[0];
  if (is_graph_output(graph, output)) {
    if (is_graph_input(graph, input) || is_graph_output(graph, input) || graph.tensors[input].constant()) return false;
    graph.tensors[input].name = graph.tensors[output].name;
  }
  redirect_readers(graph, output, input);
  return true;
}

bool skip_earlier_reshape(Graph& graph, Operator& op) {
  if (op.attributes.operator_name() != "reshape") return false;
  const Operator* earlier = writer_of(graph, op.inputs[0]);
  if (earlier == nullptr || earlier->attributes.operator_name() != "reshape") return false;
  op.inputs[0] = earlier->inputs[0];
  return true;
}

}  // namespace

bool remove_no_ops(Graph& graph) {
  bool changed = false;
  for (size_t i = 0; i < graph.operators.size();) {
    const Operator op = graph.operators[i];
    if (is_no_op(graph, op) && bypass(graph, op)) {
      graph.operators.erase(graph.operators.begin() + static_cast<std::ptrdiff_t>(i));
      changed = true;
    } else {
      changed |= skip_earlier_reshape(graph, graph.operators[i]);
      ++i;
    }
  }
  return changed;
}

}  // namespace mote
