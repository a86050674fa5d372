// Operators that move values without computing: their shapes, pads and orders are constants of the file.
#include <algorithm>

#include "import/tflite/maps.h"
#include "ops/concatenate/attributes.h"
#include "ops/gather/attributes.h"
#include "ops/pad/attributes.h"
#include "ops/reshape/attributes.h"
#include "ops/transpose/attributes.h"

namespace mote::tflite {
namespace {

// The one constant of an input.
float constant_number(const Node& node, size_t i, std::string_view what) {
  const Tensor& tensor = node.input(i);
  if (!tensor.constant() || tensor.elements() != 1) node.refuse("its {} is no single constant", what);
  if (tensor.type == ElementType::float32) return tensor.values<float>()[0];
  if (tensor.type != ElementType::int8)
    node.refuse("its {} is {}, expected float32 or int8", what, name_of(tensor.type));
  if (!tensor.quantization.present()) node.refuse("its {} has no scale", what);
  const int32_t steps = tensor.values<int8_t>()[0] - tensor.quantization.zero_point();
  return static_cast<float>(steps) * tensor.quantization.scale();
}

void emit_pad(const Node& node, float value) {
  const Shape& in = node.input(0).shape;
  const std::vector<int32_t> pads = node.constant_integers(1, "pads");
  if (pads.size() != in.size() * 2)
    node.refuse("{} pads for an input of shape {}, expected {}", pads.size(), to_string(in), in.size() * 2);
  PadAttributes attributes;
  attributes.value = value;
  for (size_t i = 0; i < in.size(); ++i) {
    attributes.before.push_back(pads[2 * i]);
    attributes.after.push_back(pads[2 * i + 1]);
  }
  node.emit(attributes, {0});
}

// The new shape with its -1, if any, replaced by what is left over.
Shape inferred(const Node& node, Shape wanted) {
  const int64_t elements = element_count(node.input(0).shape);
  const auto unknowns = std::count(wanted.begin(), wanted.end(), -1);
  if (unknowns > 1)
    node.refuse("new shape {} has {} sizes to infer (-1), expected at most one", to_string(wanted), unknowns);
  Shape known = wanted;
  std::replace(known.begin(), known.end(), -1, 1);
  const int64_t rest = elements / element_count(known);
  if (rest < 1 || element_count(known) * rest != elements || (unknowns == 0 && rest != 1))
    node.refuse("input has shape {} ({} elements), which can't become {}", to_string(node.input(0).shape), elements,
                to_string(wanted));
  std::replace(wanted.begin(), wanted.end(), -1, static_cast<int32_t>(rest));
  return wanted;
}

}  // namespace

// The shape is the second input or, in older files, an option; there [0] stands for a scalar.
void map_reshape(const Node& node) {
  Shape wanted;
  if (node.has_input(1)) {
    wanted = node.constant_integers(1, "new shape's sizes");
  } else {
    const auto* sizes = node.options<schema::ReshapeOptions>().new_shape();
    if (!sizes) node.refuse("the new shape is missing");
    wanted.assign(sizes->begin(), sizes->end());
    if (wanted == Shape{0}) wanted.clear();
  }
  node.emit(ReshapeAttributes{inferred(node, wanted)}, {0});
}

void map_squeeze(const Node& node) {
  const Shape& in = node.input(0).shape;
  const auto* options = node.options_if<schema::SqueezeOptions>();
  std::vector<bool> goes(in.size(), false);
  if (options && count_of(options->squeeze_dims()) > 0) {
    for (const int32_t given : *options->squeeze_dims()) goes[node.axis_of(given, in.size())] = true;
  } else {
    for (size_t i = 0; i < in.size(); ++i) goes[i] = in[i] == 1;
  }
  Shape shape;
  for (size_t i = 0; i < in.size(); ++i) {
    if (goes[i] && in[i] != 1) node.refuse("dimension {} of shape {} is not 1 and can't go", i, to_string(in));
    if (!goes[i]) shape.push_back(in[i]);
  }
  node.emit(ReshapeAttributes{shape}, {0});
}

void map_expand_dims(const Node& node) {
  Shape shape = node.input(0).shape;
  const std::vector<int32_t> axes = node.constant_integers(1, "axis");
  if (axes.size() != 1) node.refuse("{} axes, expected one", axes.size());
  shape.insert(shape.begin() + node.axis_of(axes[0], shape.size() + 1), 1);
  node.emit(ReshapeAttributes{shape}, {0});
}

void map_pad(const Node& node) { emit_pad(node, 0); }
void map_padv2(const Node& node) { emit_pad(node, constant_number(node, 2, "pad value")); }

void map_concatenation(const Node& node) {
  const auto& options = node.options<schema::ConcatenationOptions>();
  if (node.activation(options.fused_activation_function()) != Activation::none)
    node.refuse("its fused activation is not supported, expected NONE");
  std::vector<size_t> inputs;
  for (size_t i = 0; i < node.inputs(); ++i) {
    if (!node.has_input(i)) node.refuse("input {} is absent (tensor -1), but required", i);
    inputs.push_back(i);
  }
  node.emit(ConcatenateAttributes{node.axis_of(options.axis(), node.input(0).shape.size())}, inputs);
}

void map_transpose(const Node& node) {
  const size_t rank = node.input(0).shape.size();
  TransposeAttributes attributes;
  for (const int32_t axis : node.constant_integers(1, "permutation's entries"))
    attributes.permutation.push_back(node.axis_of(axis, rank));
  node.emit(attributes, {0});
}

void map_gather(const Node& node) {
  const auto* options = node.options_if<schema::GatherOptions>();
  const Shape& in = node.input(0).shape;
  if (options && options->batch_dims() != 0)
    node.refuse("batch_dims is {}, which is not supported, expected 0", options->batch_dims());
  const int32_t axis = node.axis_of(options ? options->axis() : 0, in.size());
  for (const int32_t index : node.constant_integers(1, "indices"))
    if (index < 0 || index >= in[axis])
      node.refuse("index {} on dimension {} of shape {}, expected 0 to {}", index, axis, to_string(in), in[axis] - 1);
  node.emit(GatherAttributes{axis}, {0, 1});
}

}  // namespace mote::tflite
