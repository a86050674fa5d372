// Which channels a graph can lose without a change of its outputs: those that hold one integer, or that nothing reads.
#pragma once

#include <vector>

#include "rewrite/ranges.h"
#include "rewrite/weighted_sums.h"

namespace mote {

// For each tensor and channel, whether it can go; all of them together.
using RemovableChannels = std::vector<std::vector<bool>>;

RemovableChannels removable_channels(const Graph& graph, const std::vector<ChannelRanges>& ranges);

// The biases of an operator that sums over the channels of its input, with what those that go add to its sums.
std::vector<int64_t> bias_with_constants(const WeightedSums& sums, const ChannelRanges& ranges,
                                         const std::vector<bool>& removable);

}  // namespace mote
