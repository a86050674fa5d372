// Which channels can go: all that no rule keeps. Rules keep a channel at an operator that needs it, and then every
// channel that is one with it in the operators that take each channel by itself.
#include "rewrite/removable_channels.h"

#include <algorithm>

#include "rewrite/channel_links.h"
#include "rewrite/edit.h"

namespace mote {
namespace {

constexpr int64_t block = 4;  // kernels take channels by fours: a smaller rest costs as much

// conv2d of one group and fully_connected: each output sums over all channels.
bool sums_over_channels(const WeightedSums& sums, const Tensor& input) {
  return !sums.depthwise && sums.channels == sums.inputs && sums.inputs % channel_count(input) == 0;
}

// use(weight) for each weight of an output on channel c of an input of `step` channels.
void for_each_weight(const WeightedSums& sums, int32_t output, int32_t c, size_t step, auto&& use) {
  for (int32_t tap = 0; tap < sums.taps(); ++tap)
    for (int32_t k = c; k < sums.channels; k += static_cast<int32_t>(step)) use(sums.weight(output, tap, k));
}

bool weighs_nothing(const WeightedSums& sums, int32_t c, size_t step) {
  bool nothing = true;
  for (int32_t output = 0; output < sums.outputs && nothing; ++output)
    for_each_weight(sums, output, c, step, [&](int32_t weight) { nothing &= weight == 0; });
  return nothing;
}

class Rules {
 public:
  Rules(const Graph& graph, const std::vector<ChannelRanges>& ranges) : graph_(graph), ranges_(ranges) {
    for (const Tensor& tensor : graph.tensors) {
      const bool can_go = tensor.type == ElementType::int8 && !tensor.constant();
      removable_.emplace_back(channel_count(tensor), can_go);
    }
    for (const TensorId id : graph.inputs) keep_all(id);
    for (const TensorId id : graph.outputs) keep_all(id);
    for (const Operator& op : graph.operators) read(op);
  }

  RemovableChannels settled() {
    do {
      while (keep_linked()) {
      }
    } while (keep_blocks());
    return removable_;
  }

 private:
  void keep_all(TensorId id) {
    if (id != absent_tensor) removable_[id].assign(removable_[id].size(), false);
  }

  void read(const Operator& op) {
    const std::vector<ChannelLink> links = channel_links(graph_, op);
    const auto sums = weighted_sums(graph_, op);
    if (sums && links.empty() && sums_over_channels(*sums, graph_.tensors[op.inputs[0]])) {
      keep_needed(*sums, op.inputs[0]);
    } else if (!links.empty() && (sums || op.attributes.operator_name() != "depthwise_conv2d")) {
      links_.insert(links_.end(), links.begin(), links.end());
    } else {
      for (const TensorId id : op.inputs) keep_all(id);
      for (const TensorId id : op.outputs) keep_all(id);
    }
  }

  // What has weights and can't go into the bias: what varies, and constants that padding meets, unless they are zero.
  void keep_needed(const WeightedSums& sums, TensorId input) {
    const ChannelRanges& ranges = ranges_[input];
    for (size_t c = 0; c < ranges.size(); ++c) {
      const bool folds = ranges[c].constant() && (ranges[c].min == sums.input_zero_point || !sums.padded());
      if (!folds && !weighs_nothing(sums, static_cast<int32_t>(c), ranges.size())) removable_[input][c] = false;
    }
    for (const int64_t bias : bias_with_constants(sums, ranges, removable_[input]))
      if (bias > INT32_MAX || bias < INT32_MIN) return keep_all(input);
  }

  bool keep_linked() {
    bool changed = false;
    for (const ChannelLink& link : links_) {
      for (size_t j = 0; j < link.source.size(); ++j) {
        if (link.source[j] < 0) continue;
        auto output = removable_[link.output][j], input = removable_[link.input][link.source[j]];
        if (output == input) continue;
        output = input = false;
        changed = true;
      }
    }
    return changed;
  }

  bool keep_blocks() {
    bool changed = false;
    for (std::vector<bool>& channels : removable_) {
      int64_t kept = std::count(channels.begin(), channels.end(), false);
      for (size_t c = 0; c < channels.size() && (kept == 0 || kept % block != 0); ++c) {
        if (!channels[c]) continue;
        channels[c] = false;
        changed = true;
        ++kept;
      }
    }
    return changed;
  }

  const Graph& graph_;
  const std::vector<ChannelRanges>& ranges_;
  std::vector<ChannelLink> links_;
  RemovableChannels removable_;
};

}  // namespace

RemovableChannels removable_channels(const Graph& graph, const std::vector<ChannelRanges>& ranges) {
  return Rules(graph, ranges).settled();
}

std::vector<int64_t> bias_with_constants(const WeightedSums& sums, const ChannelRanges& ranges,
                                         const std::vector<bool>& removable) {
  std::vector<int64_t> bias(sums.bias.begin(), sums.bias.end());
  for (size_t c = 0; c < ranges.size(); ++c) {
    if (!removable[c] || !ranges[c].constant()) continue;
    const int64_t value = ranges[c].min - sums.input_zero_point;
    for (int32_t output = 0; output < sums.outputs; ++output)
      for_each_weight(sums, output, static_cast<int32_t>(c), ranges.size(),
                      [&](int32_t weight) { bias[output] += value * weight; });
  }
  return bias;
}

}  // namespace mote
