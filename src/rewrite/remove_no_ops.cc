// operator that gives back its input -> nothing: a reshape to the same shape, a pad of nothing, a concatenation of one,
// a clamp or quantize that changes no integer that its input can be, a pool whose windows hold one element; two
// reshapes in a row -> the second; and mean of one element -> reshape.
#include <algorithm>
#include <cmath>

#include "ops/average_pool2d/attributes.h"
#include "ops/clamp/attributes.h"
#include "ops/max_pool2d/attributes.h"
#include "ops/mean/attributes.h"
#include "ops/quantized.h"
#include "ops/reshape/attributes.h"
#include "rewrite/edit.h"
#include "rewrite/ranges.h"

namespace mote {
namespace {

bool same_kind(const Tensor& a, const Tensor& b) {
  return a.shape == b.shape && a.type == b.type && a.quantization == b.quantization;
}

// The least and the greatest integer that an int8 tensor can be.
Interval range_of(const Graph& graph, TensorId id) {
  const std::vector<ChannelRanges> ranges = channel_ranges(graph);
  return in_rows_of(ranges[id], channel_count(graph.tensors[id]), 1)[0];
}

bool maps_int8_to_itself(const Graph& graph, const Operator& op) {
  if (graph.tensors[op.inputs[0]].type != ElementType::int8) return false;
  const std::array<int8_t, 256> map = int8_map(graph, op);
  const Interval range = range_of(graph, op.inputs[0]);
  for (int32_t value = range.min; value <= range.max; ++value)
    if (map[value + 128] != value) return false;
  return true;
}

// Input and output have the same shape, so that windows of one element stand one step apart.
template <class Pooling>
bool pools_one_element(const Graph& graph, const Operator& op) {
  const auto* pooling = op.attributes.get_if<Pooling>();
  const Tensor& input = graph.tensors[op.inputs[0]];
  if (pooling == nullptr || input.type != ElementType::int8) return false;
  if ((pooling->window_height > 1 && input.shape[1] > 1) || (pooling->window_width > 1 && input.shape[2] > 1))
    return false;
  const Int8Range allowed = activation_range(graph.tensors[op.outputs[0]], pooling->activation);
  const Interval range = range_of(graph, op.inputs[0]);
  return range.min >= allowed.min && range.max <= allowed.max;
}

bool is_no_op(const Graph& graph, const Operator& op) {
  if (op.inputs.size() != 1 || op.outputs.size() != 1 || op.inputs[0] == absent_tensor) return false;
  if (!same_kind(graph.tensors[op.inputs[0]], graph.tensors[op.outputs[0]])) return false;
  const std::string_view kind = op.attributes.operator_name();
  if (kind == "reshape" || kind == "concatenate" || kind == "pad") return true;  // of the same shape
  if (const auto* clamp = op.attributes.get_if<ClampAttributes>())
    if (std::isinf(clamp->min) && clamp->min < 0 && std::isinf(clamp->max) && clamp->max > 0) return true;
  if (pools_one_element<AveragePool2dAttributes>(graph, op) || pools_one_element<MaxPool2dAttributes>(graph, op))
    return true;
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

bool reshape_mean_of_one(const Graph& graph, Operator& op) {
  if (op.attributes.get_if<MeanAttributes>() == nullptr) return false;
  const Tensor &input = graph.tensors[op.inputs[0]], &output = graph.tensors[op.outputs[0]];
  if (input.type != ElementType::int8 || input.elements() != output.elements()) return false;
  if (input.quantization != output.quantization) return false;
  op.attributes = ReshapeAttributes{output.shape};
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
      changed |= reshape_mean_of_one(graph, graph.operators[i]);
      changed |= skip_earlier_reshape(graph, graph.operators[i]);
      ++i;
    }
  }
  return changed;
}

}  // namespace mote
