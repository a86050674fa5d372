// operator with an activation of its own, then clamp -> the operator with the activation that does both, where nothing
// else reads between them, both have one quantization, and there is such an activation.
#include <algorithm>
#include <optional>

#include "ops/clamp/attributes.h"
#include "ops/quantized.h"
#include "rewrite/edit.h"

namespace mote {
namespace {

constexpr std::string_view fusable[] = {"conv2d", "depthwise_conv2d", "fully_connected", "add", "sub",
                                        "mul",    "average_pool2d",   "max_pool2d"};
constexpr Activation activations[] = {Activation::none, Activation::relu, Activation::relu6, Activation::relu_n1_to_1};

std::optional<Activation> activation_of(const Operator& op) {
  if (std::find(std::begin(fusable), std::end(fusable), op.attributes.operator_name()) == std::end(fusable)) return {};
  std::optional<Activation> found;
  op.attributes.with_fields([&](const std::vector<AttributeField>& fields) {
    for (const AttributeField& field : fields)
      if (field.name == "activation") found = *std::get<Activation*>(field.value);
  });
  return found;
}

void set_activation(Operator& op, Activation activation) {
  op.attributes = op.attributes.with_fields([&](std::vector<AttributeField>& fields) {
    for (AttributeField& field : fields)
      if (field.name == "activation") *std::get<Activation*>(field.value) = activation;
  });
}

// The activation that equals `first` and then the clamp, on every int8.
std::optional<Activation> int8_activation(const Graph& graph, Activation first, const Operator& clamp) {
  const Tensor& tensor = graph.tensors[clamp.outputs[0]];
  const std::array<int8_t, 256> map = int8_map(graph, clamp);
  const Int8Range before = activation_range(tensor, first);
  for (const Activation activation : activations) {
    const Int8Range range = activation_range(tensor, activation);
    bool equal = true;
    for (int32_t value = -128; value < 128; ++value)
      equal &= std::clamp(value, range.min, range.max) == map[std::clamp(value, before.min, before.max) + 128];
    if (equal) return activation;
  }
  return std::nullopt;
}

// The same on floats, where an operator's own range is finite.
std::optional<Activation> float_activation(Activation first, const ClampAttributes& clamp) {
  const FloatRange before = float_activation_range(first);
  const float min = std::max(before.min, clamp.min), max = std::min(before.max, clamp.max);
  for (const Activation activation : activations) {
    const FloatRange range = float_activation_range(activation);
    if (range.min == min && range.max == max) return activation;
  }
  return std::nullopt;
}

bool fuse(Graph& graph, const Operator& clamp) {
  const auto* attributes = clamp.attributes.get_if<ClampAttributes>();
  if (attributes == nullptr || !only_feeds(graph, clamp.inputs[0], clamp)) return false;
  const Tensor &between = graph.tensors[clamp.inputs[0]], &after = graph.tensors[clamp.outputs[0]];
  Operator* op = writer_of(graph, clamp.inputs[0]);
  const std::optional<Activation> first = activation_of(*op);
  if (!first || between.type != after.type || between.quantization != after.quantization) return false;
  std::optional<Activation> both;
  if (between.type == ElementType::int8) both = int8_activation(graph, *first, clamp);
  if (between.type == ElementType::float32) both = float_activation(*first, *attributes);
  if (!both) return false;
  set_activation(*op, *both);
  op->outputs[0] = clamp.outputs[0];
  return true;
}

}  // namespace

bool fuse_activation(Graph& graph) {
  bool changed = false;
  for (size_t i = 0; i < graph.operators.size();) {
    const Operator op = graph.operators[i];
    const bool fused = fuse(graph, op);
    if (fused)
      graph.operators.erase(graph.operators.begin() + static_cast<std::ptrdiff_t>(i));
    else
      ++i;
    changed |= fused;
  }
  return changed;
}

}  // namespace mote
