// The graph's text form, for people, tests and bug reports. It prints and parses back to the same graph.
#pragma once

#include <string>
#include <string_view>

#include "graph/graph.h"

namespace mote {

// Constants longer than `most_constant_bytes` are elided as "...<bytes>" when that is >= 0 (not parseable then).
std::string print(const Graph& graph, int64_t most_constant_bytes = -1);

// Throws InputError with the line where the text is not a graph; the result is verified.
Graph parse_graph(std::string_view text);

}  // namespace mote
