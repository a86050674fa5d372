// conv2d, depthwise_conv2d or fully_connected on floats without activation, then batch_norm -> the operator with scaled
// weights and bias, where nothing else reads between them. Equal up to rounding.
#include <cmath>

#include "ops/batch_norm/attributes.h"
#include "ops/conv2d/attributes.h"
#include "ops/depthwise_conv2d/attributes.h"
#include "ops/fully_connected/attributes.h"
#include "rewrite/edit.h"

namespace mote {
namespace {

struct Affine {
  std::vector<double> factor, offset;  // y = x * factor + offset, for each channel
};

Affine affine_of(const Graph& graph, const Operator& norm) {
  const auto values = [&](size_t input) { return graph.tensors[norm.inputs[input]].values<float>(); };
  const std::vector<float> gamma = values(1), beta = values(2), mean = values(3), variance = values(4);
  const double epsilon = norm.attributes.get<BatchNormAttributes>().epsilon;
  Affine affine;
  for (size_t c = 0; c < gamma.size(); ++c) {
    affine.factor.push_back(gamma[c] / std::sqrt(variance[c] + epsilon));
    affine.offset.push_back(beta[c] - mean[c] * affine.factor[c]);
  }
  return affine;
}

template <class T>
bool is_plain(const Operator& op) {
  const auto* attributes = op.attributes.get_if<T>();
  return attributes != nullptr && attributes->activation == Activation::none;
}

bool takes_scaling(const Graph& graph, const Operator& op) {
  if (!is_plain<Conv2dAttributes>(op) && !is_plain<DepthwiseConv2dAttributes>(op) &&
      !is_plain<FullyConnectedAttributes>(op))
    return false;
  const auto constant_float = [&](TensorId id) {
    return graph.tensors[id].constant() && graph.tensors[id].type == ElementType::float32;
  };
  return constant_float(op.inputs[1]) &&
         (op.inputs.size() < 3 || op.inputs[2] == absent_tensor || constant_float(op.inputs[2]));
}

// New constants rather than changed ones: other operators may read the old.
void scale(Graph& graph, Operator& op, const Affine& affine) {
  const size_t channels = affine.factor.size();
  const bool channels_last = op.attributes.get_if<DepthwiseConv2dAttributes>() != nullptr;
  Tensor weights = graph.tensors[op.inputs[1]];
  std::vector<float> values = weights.values<float>();
  const size_t inner = values.size() / channels;
  for (size_t i = 0; i < values.size(); ++i)
    values[i] = static_cast<float>(values[i] * affine.factor[channels_last ? i % channels : i / inner]);
  weights.set_values<float>(values);

  const bool has_bias = op.inputs.size() > 2 && op.inputs[2] != absent_tensor;
  Tensor bias{weights.name + "_bias", ElementType::float32, {static_cast<int32_t>(channels)}, {}, {}};
  if (has_bias) bias = graph.tensors[op.inputs[2]];
  std::vector<float> biases = has_bias ? bias.values<float>() : std::vector<float>(channels, 0.0f);
  for (size_t c = 0; c < channels; ++c) biases[c] = static_cast<float>(biases[c] * affine.factor[c] + affine.offset[c]);
  bias.set_values<float>(biases);

  op.inputs.resize(3, absent_tensor);
  op.inputs[1] = graph.add(std::move(weights));
  op.inputs[2] = graph.add(std::move(bias));
}

bool fold(Graph& graph, const Operator& norm) {
  if (norm.attributes.get_if<BatchNormAttributes>() == nullptr || norm.inputs.size() != 5) return false;
  for (size_t i = 1; i < 5; ++i)
    if (!graph.tensors[norm.inputs[i]].constant()) return false;
  if (!only_feeds(graph, norm.inputs[0], norm)) return false;
  Operator* op = writer_of(graph, norm.inputs[0]);
  if (!takes_scaling(graph, *op)) return false;
  scale(graph, *op, affine_of(graph, norm));
  op->outputs[0] = norm.outputs[0];
  return true;
}

}  // namespace

bool fold_batch_norm(Graph& graph) {
  bool changed = false;
  for (size_t i = 0; i < graph.operators.size();) {
    const Operator op = graph.operators[i];
    const bool folded = fold(graph, op);
    if (folded)
      graph.operators.erase(graph.operators.begin() + static_cast<std::ptrdiff_t>(i));
    else
      ++i;
    changed |= folded;
  }
  return changed;
}

}  // namespace mote
