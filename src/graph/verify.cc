// The rules that every graph keeps. A graph from a file breaks them by the file's fault, any other by ours.
#include <algorithm>
#include <cmath>
#include <limits>

#include "graph/graph.h"

namespace mote {
namespace {

struct IntegerRange {
  int64_t min, max;
};

IntegerRange integer_range(ElementType type) {
  switch (type) {
    case ElementType::int8:
      return {INT8_MIN, INT8_MAX};
    case ElementType::uint8:
      return {0, UINT8_MAX};
    case ElementType::int16:
      return {INT16_MIN, INT16_MAX};
    default:
      return {INT32_MIN, INT32_MAX};
  }
}

std::string described(const Graph& graph, TensorId id) {
  return fmt::format("tensor {} '{}'", id, graph.tensors[id].name);
}

std::string described(const Operator& op) { return fmt::format("{} '{}'", op.attributes.operator_name(), op.name); }

void verify_quantization(const Graph& graph, TensorId id) {
  const Tensor& tensor = graph.tensors[id];
  const Quantization& q = tensor.quantization;
  if (q.zero_points.size() != q.scales.size())
    fail("{} has {} scales and {} zero points, expected as many", described(graph, id), q.scales.size(),
         q.zero_points.size());
  for (float scale : q.scales)
    if (!std::isfinite(scale) || scale <= 0)
      fail("{}: scale is {}, expected finite and above 0", described(graph, id), scale);
  const IntegerRange range = integer_range(tensor.type);
  for (int32_t zero_point : q.zero_points)
    if (zero_point < range.min || zero_point > range.max)
      fail("{}: zero point is {}, expected {} to {} ({})", described(graph, id), zero_point, range.min, range.max,
           name_of(tensor.type));
  if (!q.per_channel()) return;
  const auto rank = static_cast<int32_t>(tensor.shape.size());
  if (q.axis < 0 || q.axis >= rank)
    fail("{}: scales along dimension {}, expected one of its {}", described(graph, id), q.axis, rank);
  if (tensor.shape[q.axis] != static_cast<int64_t>(q.scales.size()))
    fail("{}: {} scales along dimension {} of shape {}, expected {}", described(graph, id), q.scales.size(), q.axis,
         to_string(tensor.shape), tensor.shape[q.axis]);
}

void verify_tensor(const Graph& graph, TensorId id) {
  const Tensor& tensor = graph.tensors[id];
  try {
    element_count(tensor.shape);
  } catch (const InputError& error) {
    fail("{}: {}", described(graph, id), error.what());
  }
  verify_quantization(graph, id);
  if (tensor.constant() && static_cast<int64_t>(tensor.data.size()) != tensor.bytes())
    fail("{} holds {} bytes, expected {} ({} of shape {})", described(graph, id), tensor.data.size(), tensor.bytes(),
         name_of(tensor.type), to_string(tensor.shape));
}

void verify_id(const Graph& graph, TensorId id, std::string_view user, bool may_be_absent = false) {
  if (may_be_absent && id == absent_tensor) return;
  if (id < 0 || id >= static_cast<TensorId>(graph.tensors.size()))
    fail("{} names tensor {}, expected 0 to {}", user, id, static_cast<int64_t>(graph.tensors.size()) - 1);
}

// Which tensors have a value so far: constants, graph inputs, and the outputs of the operators passed.
std::vector<bool> initially_written(const Graph& graph) {
  std::vector<bool> written;
  for (const Tensor& tensor : graph.tensors) written.push_back(tensor.constant());
  for (TensorId id : graph.inputs) {
    verify_id(graph, id, "the list of graph inputs");
    if (written[id])
      fail("graph input {} is {}, expected a tensor without a value that is listed once", described(graph, id),
           graph.tensors[id].constant() ? "constant" : "listed twice");
    written[id] = true;
  }
  return written;
}

// Each tensor is written once, and no operator writes what has a value already.
void verify_writers(const Graph& graph, std::vector<bool> written) {
  for (const Operator& op : graph.operators) {
    for (TensorId id : op.outputs) {
      verify_id(graph, id, described(op) + " writes and");
      if (written[id])
        fail("{} writes {}, which {}, expected one writer for each tensor", described(op), described(graph, id),
             graph.tensors[id].constant() ? "is constant" : "already has a value");
      written[id] = true;
    }
  }
}

void verify_order(const Graph& graph, const Operator& op, std::vector<bool>& written) {
  const std::string user = described(op);
  for (TensorId id : op.inputs) {
    verify_id(graph, id, user + " reads and", true);
    if (id != absent_tensor && !written[id])
      fail("{} reads {} before it is written; the operators must stand in execution order", user, described(graph, id));
  }
  for (TensorId id : op.outputs) written[id] = true;
}

void verify_shapes(const Graph& graph, const Operator& op) {
  const OperatorDefinition& definition = definition_of(op.attributes);
  const Call call = call_of(graph, op);
  definition.check(call);
  const std::vector<Shape> expected = definition.infer_shapes(call);
  if (expected.size() != op.outputs.size())
    fail("{} has {} outputs, expected {}", described(op), op.outputs.size(), expected.size());
  for (size_t i = 0; i < expected.size(); ++i)
    if (call.output(i).shape != expected[i])
      fail("{}: output {} has shape {}, expected {}", described(op), described(graph, op.outputs[i]),
           to_string(call.output(i).shape), to_string(expected[i]));
}

void verify_all(const Graph& graph) {
  for (size_t id = 0; id < graph.tensors.size(); ++id) verify_tensor(graph, static_cast<TensorId>(id));
  std::vector<bool> written = initially_written(graph);
  verify_writers(graph, written);
  for (const Operator& op : graph.operators) {
    verify_order(graph, op, written);
    verify_shapes(graph, op);
  }
  if (graph.outputs.empty()) fail("the graph has no outputs, expected at least one");
  for (TensorId id : graph.outputs) {
    verify_id(graph, id, "the list of graph outputs");
    if (!written[id]) fail("graph output {} is never written", described(graph, id));
  }
}

}  // namespace

void verify(const Graph& graph, bool imported) {
  try {
    verify_all(graph);
  } catch (const InputError& error) {
    if (imported) throw;
    throw InternalError(fmt::format("graph '{}' is broken: {}", graph.name, error.what()));
  }
}

}  // namespace mote
