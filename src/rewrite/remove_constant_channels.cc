// channels that can only hold one integer, or that nothing reads -> nothing: their weights go, and what a constant adds
// to the sums of conv2d and fully_connected goes into their biases; where every operator on the way can lose the
// channel, and no padding meets a constant other than zero.
#include <algorithm>

#include "ops/depthwise_conv2d/attributes.h"
#include "ops/reshape/attributes.h"
#include "rewrite/edit.h"
#include "rewrite/removable_channels.h"

namespace mote {
namespace {

using Keep = std::vector<bool>;

Keep inverted(Keep removable) {
  removable.flip();
  return removable;
}

Keep repeated(const Keep& keep, int64_t size) {
  Keep result(size);
  for (size_t i = 0; i < result.size(); ++i) result[i] = keep[i % keep.size()];
  return result;
}

bool loses_any(const Keep& keep) { return std::find(keep.begin(), keep.end(), false) != keep.end(); }

template <class T>
std::vector<T> kept(const std::vector<T>& values, const Keep& keep) {
  std::vector<T> result;
  for (size_t i = 0; i < values.size(); ++i)
    if (keep[i]) result.push_back(values[i]);
  return result;
}

// A constant without the indices along `axis` that aren't kept.
Tensor sliced(Tensor tensor, size_t axis, const Keep& keep) {
  size_t inner = byte_size(tensor.type);
  for (size_t d = axis + 1; d < tensor.shape.size(); ++d) inner *= tensor.shape[d];
  Bytes data;
  for (size_t i = 0; i < tensor.data.size() / inner; ++i)
    if (keep[i % keep.size()])
      data.insert(data.end(), tensor.data.begin() + i * inner, tensor.data.begin() + (i + 1) * inner);
  tensor.data = std::move(data);
  tensor.shape[axis] = static_cast<int32_t>(std::count(keep.begin(), keep.end(), true));
  Quantization& q = tensor.quantization;
  if (q.per_channel() && q.axis == static_cast<int32_t>(axis))
    q.scales = kept(q.scales, keep), q.zero_points = kept(q.zero_points, keep);
  return tensor;
}

void shrink_bias(Graph& graph, Operator& op, const std::vector<int64_t>& values, const Keep& outputs) {
  const bool has_bias = op.inputs.size() > 2 && op.inputs[2] != absent_tensor;
  if (!has_bias && std::all_of(values.begin(), values.end(), [](int64_t value) { return value == 0; })) return;
  const auto count = static_cast<int32_t>(values.size());
  Tensor bias{graph.tensors[op.inputs[1]].name + "_bias", ElementType::int32, {count}, {}, {}};
  if (has_bias) bias = graph.tensors[op.inputs[2]];
  bias.set_values<int32_t>(std::vector<int32_t>(values.begin(), values.end()));
  op.inputs.resize(3, absent_tensor);
  op.inputs[2] = graph.add(sliced(std::move(bias), 0, outputs));
}

// New constants rather than changed ones: other operators may read the old.
void shrink_constants(Graph& graph, Operator& op, const std::vector<ChannelRanges>& ranges,
                      const RemovableChannels& removable) {
  const auto sums = weighted_sums(graph, op);
  if (!sums) return;
  const Keep inputs = inverted(removable[op.inputs[0]]), outputs = inverted(removable[op.outputs[0]]);
  if (!loses_any(inputs) && !loses_any(outputs)) return;
  Tensor weights = graph.tensors[op.inputs[1]];
  const size_t last = weights.shape.size() - 1;
  if (sums->depthwise) {
    shrink_bias(graph, op, {sums->bias.begin(), sums->bias.end()}, outputs);
    weights = sliced(std::move(weights), last, outputs);
  } else {
    shrink_bias(graph, op, bias_with_constants(*sums, ranges[op.inputs[0]], removable[op.inputs[0]]), outputs);
    weights = sliced(sliced(std::move(weights), last, repeated(inputs, sums->inputs)), 0, outputs);
  }
  op.inputs[1] = graph.add(std::move(weights));
}

}  // namespace

bool remove_constant_channels(Graph& graph) {
  const std::vector<ChannelRanges> ranges = channel_ranges(graph);
  const RemovableChannels removable = removable_channels(graph, ranges);
  bool changed = false;
  for (Operator& op : graph.operators) shrink_constants(graph, op, ranges, removable);
  for (size_t id = 0; id < removable.size(); ++id) {
    const auto lost = std::count(removable[id].begin(), removable[id].end(), true);
    if (lost == 0) continue;
    graph.tensors[id].shape.back() -= static_cast<int32_t>(lost);
    changed = true;
  }
  for (Operator& op : graph.operators) {
    const auto* reshape = op.attributes.get_if<ReshapeAttributes>();
    if (reshape != nullptr) op.attributes = ReshapeAttributes{graph.tensors[op.outputs[0]].shape};
  }
  return changed;
}

}  // namespace mote
