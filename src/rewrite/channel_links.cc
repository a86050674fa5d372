// Which channels of an operator's inputs and outputs are one.
#include "rewrite/channel_links.h"

#include <algorithm>

#include "ops/concatenate/attributes.h"
#include "ops/mean/attributes.h"
#include "ops/pad/attributes.h"
#include "rewrite/ranges.h"

namespace mote {
namespace {

constexpr std::string_view elementwise[] = {"average_pool2d", "max_pool2d", "clamp", "quantize", "logistic",
                                            "tanh",           "add",        "sub",   "mul"};

// The same channels in input and output.
bool keeps_channels(const Graph& graph, const Operator& op) {
  const auto last = static_cast<int32_t>(graph.tensors[op.inputs[0]].shape.size()) - 1;
  if (const auto* pad = op.attributes.get_if<PadAttributes>()) return pad->before[last] == 0 && pad->after[last] == 0;
  if (const auto* mean = op.attributes.get_if<MeanAttributes>())
    return std::find(mean->axes.begin(), mean->axes.end(), last) == mean->axes.end();
  return std::find(std::begin(elementwise), std::end(elementwise), op.attributes.operator_name()) !=
         std::end(elementwise);
}

// Channel j of the output from channel source(j).
ChannelLink link_to(const Graph& graph, const Operator& op, TensorId input, auto&& source) {
  ChannelLink link{input, op.outputs[0], {}};
  for (int32_t j = 0; j < channel_count(graph.tensors[op.outputs[0]]); ++j) link.source.push_back(source(j));
  return link;
}

std::vector<ChannelLink> links_of_concatenate(const Graph& graph, const Operator& op, int32_t axis) {
  const bool joins_channels = axis + 1 == static_cast<int32_t>(graph.tensors[op.outputs[0]].shape.size());
  std::vector<ChannelLink> links;
  int32_t first = 0;
  for (const TensorId id : op.inputs) {
    const int32_t begin = joins_channels ? first : 0, count = channel_count(graph.tensors[id]);
    links.push_back(
        link_to(graph, op, id, [&](int32_t j) { return j >= begin && j < begin + count ? j - begin : -1; }));
    first += count;
  }
  return links;
}

}  // namespace

std::vector<ChannelLink> channel_links(const Graph& graph, const Operator& op) {
  if (op.outputs.size() != 1 || op.inputs.empty() || op.inputs[0] == absent_tensor) return {};
  const std::string_view kind = op.attributes.operator_name();
  const int32_t before = channel_count(graph.tensors[op.inputs[0]]);
  const int32_t after = channel_count(graph.tensors[op.outputs[0]]);
  if (kind == "depthwise_conv2d")
    return {link_to(graph, op, op.inputs[0], [&](int32_t j) { return j / (after / before); })};
  if (kind == "reshape" && after % before == 0)
    return {link_to(graph, op, op.inputs[0], [&](int32_t j) { return j % before; })};
  if (const auto* concatenate = op.attributes.get_if<ConcatenateAttributes>())
    return links_of_concatenate(graph, op, concatenate->axis);
  std::vector<ChannelLink> links;
  if (!keeps_channels(graph, op)) return {};
  for (const TensorId id : op.inputs) {
    if (channel_count(graph.tensors[id]) != after) return {};
    links.push_back(link_to(graph, op, id, [](int32_t j) { return j; }));
  }
  return links;
}

}  // namespace mote
