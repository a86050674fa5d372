// The comment at the head of emitted files, and other comments in C++.
#pragma once

#include <string>
#include <string_view>

#include "plan/plan.h"

namespace mote {

// What the banner says besides what the plan knows.
struct Origin {
  std::string name;     // of the namespace
  std::string command;  // that made it
  std::string hash;     // of the graph before any rewrite
  int64_t checked_inputs = 0;
};

// Of everything in the graph that can change what is emitted.
std::string content_hash(const Graph& graph);

std::string banner(const Plan& plan, const Origin& origin, int64_t weight_bytes);

// Any text as // lines of at most 120 columns, free of what would make a comment go on or warn (backslash, "??").
std::string comment(std::string_view text);

// A name from a model, cut where it is long, for use within a comment.
std::string short_name(std::string_view name);

}  // namespace mote
