// The check of interval analysis: for every operator with weights and every output channel, inputs within the claimed
// intervals that make its sum least and greatest, wherever the window can stand. What the kernel gives must be the
// claimed interval's ends; then, from operator to operator, no value lies outside, and no claim is wider than its
// operator's inputs make it.
#pragma once

#include <cstdint>
#include <string>

#include "graph/execute.h"
#include "rewrite/ranges.h"

namespace mote {

struct EndsReached {
  int64_t ends = 0, inputs = 0;  // two ends a channel; inputs built and run
  int64_t missed = 0;            // ends that were not reached or were passed
  std::string first_miss;
};

EndsReached reach_ends(const Graph& graph, const std::vector<ChannelRanges>& ranges);

// The first element outside its channel's interval, or -1.
int64_t outside(const ChannelRanges& ranges, const Bytes& values);

}  // namespace mote
