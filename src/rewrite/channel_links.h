// Which channels of an operator's inputs and outputs are one: operators that work on each channel by itself can lose a
// channel only together with their neighbours.
#pragma once

#include <vector>

#include "graph/graph.h"

namespace mote {

// Channel j of `output` is made of channel source[j] of `input` alone; -1: of another input.
struct ChannelLink {
  TensorId input, output;
  std::vector<int32_t> source;
};

// The links of an operator, one for each of its inputs; none where it mixes channels or is not known to keep to them.
std::vector<ChannelLink> channel_links(const Graph& graph, const Operator& op);

}  // namespace mote
