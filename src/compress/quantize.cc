// Decides the quantization of every activation, then rewrites each operator's constants to match.
#include "compress/quantize.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <utility>

#include "compress/quantize_constants.h"
#include "ops/quantize/attributes.h"

namespace mote {
namespace {

// Operators whose output has the quantization of their inputs, and those whose output has one fixed by TFLite.
const std::set<std::string_view> same_scale = {"average_pool2d", "max_pool2d", "reshape",       "pad",  "concatenate",
                                               "transpose",      "gather",     "strided_slice", "split"};
const std::set<std::string_view> own_scale = {
    "conv2d", "depthwise_conv2d", "fully_connected", "add", "sub", "mul", "mean", "clamp", "relu", "relu6"};

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

// Sets of tensors that share one quantization, which may be given.
class ScaleGroups {
 public:
  ScaleGroups(const Graph& graph, const QuantizationOptions& options)
      : parent_(graph.tensors.size()), given_(graph.tensors.size()) {
    std::iota(parent_.begin(), parent_.end(), 0);
    if (options.input) given_[graph.inputs[0]] = options.input;
    for (const Operator& op : graph.operators) {
      const std::string_view name = op.attributes.operator_name();
      given_[op.outputs[0]] = fixed_output(name);
      if (!same_scale.contains(name)) continue;
      // Inputs of a concatenation whose quantization is given elsewhere are converted before it.
      if (name == "concatenate") {
        for (TensorId input : op.inputs)
          if (!given(input) && !graph.tensors[input].constant()) join(input, op.outputs[0]);
      } else {
        for (TensorId output : op.outputs) join(op.inputs[0], output);
      }
    }
  }
  TensorId root(TensorId id) const {
    while (parent_[id] != id) id = parent_[id];
    return id;
  }
  const std::optional<Quantization>& given(TensorId id) const { return given_[root(id)]; }

 private:
  void join(TensorId input, TensorId output) { parent_[root(output)] = root(input); }

  std::vector<TensorId> parent_;
  std::vector<std::optional<Quantization>> given_;  // of roots
};

ValueRange joined(ValueRange a, ValueRange b) { return {std::min(a.min, b.min), std::max(a.max, b.max)}; }

std::vector<Quantization> activation_quantizations(const Graph& graph, const Calibration& calibration,
                                                   const QuantizationOptions& options) {
  const ScaleGroups groups(graph, options);
  const auto count = static_cast<TensorId>(graph.tensors.size());
  std::vector<ValueRange> ranges(graph.tensors.size());
  for (TensorId id = 0; id < count; ++id)
    ranges[groups.root(id)] = joined(ranges[groups.root(id)], calibration.ranges[id]);
  std::vector<Quantization> result;
  for (TensorId id = 0; id < count; ++id)
    result.push_back(groups.given(id).value_or(activation_quantization(ranges[groups.root(id)])));
  return result;
}

// Before each input of a concatenation that has another quantization than its output.
void convert_concatenated(Graph& graph) {
  for (size_t i = 0; i < graph.operators.size(); ++i) {
    if (graph.operators[i].attributes.operator_name() != "concatenate") continue;
    for (size_t n = 0; n < graph.operators[i].inputs.size(); ++n) {
      const Tensor& output = graph.tensors[graph.operators[i].outputs[0]];
      Tensor converted = graph.tensors[graph.operators[i].inputs[n]];
      if (converted.constant() || converted.quantization == output.quantization) continue;
      converted.quantization = output.quantization;
      converted.name += "/converted";
      const std::string name = converted.name;
      const TensorId to = graph.add(std::move(converted)), from = std::exchange(graph.operators[i].inputs[n], to);
      graph.operators.insert(graph.operators.begin() + static_cast<std::ptrdiff_t>(i),
                             {QuantizeAttributes{}, {from}, {to}, name});
      ++i;
    }
  }
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
  convert_concatenated(graph);
  quantize_constants(graph, options.per_channel_fully_connected);
  verify(graph);
  return graph;
}

}  // namespace mote
