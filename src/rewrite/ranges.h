// Interval analysis: the integers that each channel of a tensor can take, whatever its graph's inputs hold. No value
// outside an interval ever occurs; its ends are reached where the inputs of every operator on the way are free.
#pragma once

#include <cstdint>
#include <vector>

#include "graph/graph.h"

namespace mote {

struct Interval {
  int32_t min = INT8_MIN, max = INT8_MAX;

  bool constant() const { return min == max; }
  bool operator==(const Interval&) const = default;
};

// One interval for each index of the last dimension (one for a scalar).
using ChannelRanges = std::vector<Interval>;

// For each tensor of the graph; empty where it isn't int8.
std::vector<ChannelRanges> channel_ranges(const Graph& graph);

// The last dimension, 1 for a scalar.
int32_t channel_count(const Tensor& tensor);

// The intervals of the same elements in rows of `channels`.
ChannelRanges in_rows_of(const ChannelRanges& ranges, int64_t elements, int64_t channels);

}  // namespace mote
