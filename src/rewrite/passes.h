// The list of rewrites: each turns a graph into an equal one that is smaller or faster.
#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "graph/graph.h"

namespace mote {

struct Pass {
  std::string_view name;
  bool (*run)(Graph&);  // returns whether it changed the graph
};

// In the order in which they run.
std::span<const Pass> passes();
// Throws UsageError listing the names where none matches.
const Pass& pass_named(std::string_view name);

// Runs all passes until none changes anything, verifying after each. `trace` is called after each pass that changed
// the graph. Stops after the pass named `until`, and returns false then.
using PassTrace = std::function<void(std::string_view pass, const Graph&)>;
bool run_passes(Graph& graph, const PassTrace& trace = {}, std::string_view until = {});

// Softmax at the end is left off where this is called: the outputs are the scores that went into it. Returns whether
// there was one. Not in the list: it changes what the outputs mean.
bool leave_off_softmax(Graph& graph);

}  // namespace mote
