// Decides the quantization of every activation, then rewrites each operator's constants to match.
#include "compress/quantize.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "compress/quantize_constants.h"

namespace mote {
namespace {

// Operators whose output has the quantization of their inputs, and those whose output has one fixed by TFLite.
const std::set<std::string_view> same_scale = {"average_pool2d", "max_pool2d", "reshape", "pad", "concatenate"};
const std::set<std::string_view> own_scale = {"conv2d", "depthwise_conv2d", "fully_connected", "add", "sub", "mul",
                                              "mean",   "clamp",            "relu",            "relu6"};

std::optional<Quantization> fixed_output(std::string_view operator_name) {
  if (operator_name == "softmax" || operator_name == "logistic") return Quantization{{1.0f / 256}, {-128}, 0};
  if (operator_name == "tanh") return Quantization{{1.0f / 128}, {0}, 0};
  return std::nullopt;
}

void refuse_unknown_operators(const Graph& graph) {
  std::string unknown;
  for (const Operator& op : graph.operators) {
    const std::string_view name = op.attributes.operator_name();
    if (same_scale.contains(name) || own_scale.contains(name) || fixed_output(name)) continue;
    unknown += fmt::format("{}{} '{}'", unknown.empty() ? "" : ", ", name, op.name);
  }
  if (!unknown.empty()) fail("quantization: no int8 form of {}", unknown);
  for (const Tensor& tensor : graph.tensors)
    if (tensor.type == ElementType::int8 || tensor.type == ElementType::uint8)
      fail("quantization: tensor '{}' is {}, expected float32: the model is quantized already", tensor.name,
           name_of(tensor.type));
}

// Sets of tensors that must share one quantization.
class ScaleGroups {
 public:
  explicit ScaleGroups(const Graph& graph) : parent_(graph.tensors.size()) {
    std::iota(parent_.begin(), parent_.end(), 0);
    for (const Operator& op : graph.operators) {
      const std::string_view name = op.attributes.operator_name();
      if (!same_scale.contains(name)) continue;
      const size_t joined = name == "concatenate" ? op.inputs.size() : 1;
      for (size_t i = 0; i < joined; ++i) parent_[root(op.inputs[i])] = root(op.outputs[0]);
    }
  }
  TensorId root(TensorId id) const {
    while (parent_[id] != id) id = parent_[id];
    return id;
  }

 private:
  std::vector<TensorId> parent_;
};

ValueRange joined(ValueRange a, ValueRange b) { return {std::min(a.min, b.min), std::max(a.max, b.max)}; }

std::vector<Quantization> activation_quantizations(const Graph& graph, const Calibration& calibration,
                                                   const QuantizationOptions& options) {
  const ScaleGroups groups(graph);
  const size_t count = graph.tensors.size();
  std::vector<ValueRange> ranges(count);
  for (size_t id = 0; id < count; ++id) {
    ValueRange& range = ranges[groups.root(static_cast<TensorId>(id))];
    range = joined(range, calibration.ranges[id]);
  }
  std::vector<Quantization> of_group(count);
  for (size_t id = 0; id < count; ++id) of_group[id] = activation_quantization(ranges[id]);
  for (const Operator& op : graph.operators)
    if (const auto fixed = fixed_output(op.attributes.operator_name())) of_group[groups.root(op.outputs[0])] = *fixed;
  if (options.input) of_group[groups.root(graph.inputs[0])] = *options.input;

  std::vector<Quantization> result(count);
  for (size_t id = 0; id < count; ++id) result[id] = of_group[groups.root(static_cast<TensorId>(id))];
  return result;
}

}  // namespace

Quantization activation_quantization(ValueRange range) {
  const float min = std::min(range.min, 0.0f), max = std::max(range.max, 0.0f);
  if (max - min < 1e-12f) return {{1.0f / 128}, {0}, 0};
  const float scale = (max - min) / 255;
  const auto zero_point = static_cast<int32_t>(std::lround(-128 - min / scale));
  return {{scale}, {std::clamp(zero_point, -128, 127)}, 0};
}

Graph quantize_int8(const Graph& prepared, const Calibration& calibration, const QuantizationOptions& options) {
  refuse_unknown_operators(prepared);
  ensure(calibration.ranges.size() == prepared.tensors.size(), "calibrated {} tensors of {}", calibration.ranges.size(),
         prepared.tensors.size());
  const std::vector<Quantization> quantizations = activation_quantizations(prepared, calibration, options);
  Graph graph = prepared;
  for (size_t id = 0; id < prepared.tensors.size(); ++id) {
    Tensor& tensor = graph.tensors[id];
    if (tensor.constant() || tensor.type != ElementType::float32) continue;
    tensor.type = ElementType::int8;
    tensor.quantization = quantizations[id];
  }
  quantize_constants(graph, options.per_channel_fully_connected);
  verify(graph);
  return graph;
}

}  // namespace mote
