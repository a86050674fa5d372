// pad of height and width, then conv2d or depthwise_conv2d -> the convolution with its own padding, where the pad's
// value is zero and nothing else reads it; likewise max_pool2d on int8, where the value is the lowest.
#include <algorithm>
#include <cmath>

#include "ops/conv2d/attributes.h"
#include "ops/depthwise_conv2d/attributes.h"
#include "ops/max_pool2d/attributes.h"
#include "ops/pad/attributes.h"
#include "rewrite/edit.h"

namespace mote {
namespace {

bool pads_only_height_and_width(const PadAttributes& pad) {
  return pad.before.size() == 4 && pad.before[0] == 0 && pad.after[0] == 0 && pad.before[3] == 0 && pad.after[3] == 0;
}

// The pad's value in steps of the tensor's integers from its zero.
float steps_from_zero(const Tensor& tensor, const PadAttributes& pad) {
  return tensor.quantization.present() ? std::round(pad.value / tensor.quantization.scale()) : pad.value;
}

bool finite(const Tensor& weights) {
  if (weights.type != ElementType::float32) return true;
  const std::vector<float> values = weights.values<float>();
  return std::all_of(values.begin(), values.end(), [](float value) { return std::isfinite(value); });
}

void add_pads(auto& attributes, const PadAttributes& pad) {
  attributes.pad_top += pad.before[1], attributes.pad_bottom += pad.after[1];
  attributes.pad_left += pad.before[2], attributes.pad_right += pad.after[2];
}

// Padding adds products with zero, which is nothing unless a weight is infinite.
template <class Convolution>
bool pad_convolution(const Graph& graph, Operator& op, const Tensor& padded, const PadAttributes& pad) {
  const auto* found = op.attributes.get_if<Convolution>();
  if (found == nullptr || steps_from_zero(padded, pad) != 0) return false;
  if (!finite(graph.tensors[op.inputs[1]])) return false;
  Convolution attributes = *found;
  add_pads(attributes, pad);
  op.attributes = attributes;
  return true;
}

// A window keeps at least one tap in the input while its padding is smaller than itself.
bool pad_pool(Operator& op, const Tensor& padded, const PadAttributes& pad) {
  const auto* found = op.attributes.get_if<MaxPool2dAttributes>();
  if (found == nullptr || padded.type != ElementType::int8) return false;
  if (steps_from_zero(padded, pad) + static_cast<float>(padded.quantization.zero_point()) != -128) return false;
  MaxPool2dAttributes attributes = *found;
  add_pads(attributes, pad);
  if (std::max(attributes.pad_top, attributes.pad_bottom) >= attributes.window_height ||
      std::max(attributes.pad_left, attributes.pad_right) >= attributes.window_width)
    return false;
  op.attributes = attributes;
  return true;
}

bool fuse(Graph& graph, Operator& op) {
  if (op.inputs.empty() || op.inputs[0] == absent_tensor || !only_feeds(graph, op.inputs[0], op)) return false;
  const Operator* before = writer_of(graph, op.inputs[0]);
  const auto* pad = before ? before->attributes.get_if<PadAttributes>() : nullptr;
  if (pad == nullptr || !pads_only_height_and_width(*pad)) return false;
  const Tensor& padded = graph.tensors[op.inputs[0]];
  if (!pad_convolution<Conv2dAttributes>(graph, op, padded, *pad) &&
      !pad_convolution<DepthwiseConv2dAttributes>(graph, op, padded, *pad) && !pad_pool(op, padded, *pad))
    return false;
  op.inputs[0] = before->inputs[0];
  return true;
}

}  // namespace

bool fuse_pad(Graph& graph) {
  bool changed = false;
  for (Operator& op : graph.operators) changed |= fuse(graph, op);
  return changed;
}

}  // namespace mote
