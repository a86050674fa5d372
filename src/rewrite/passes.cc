// The list of rewrites and its runner.
#include "rewrite/passes.h"

#include <string>
#include <vector>

namespace mote {

// Each is defined in rewrite/NAME.cc.
#define PASS(name) bool name(Graph& graph);
#include "rewrite/passes.def"
#undef PASS

std::span<const Pass> passes() {
  static const Pass table[] = {
#define PASS(name) {#name, name},
#include "rewrite/passes.def"
#undef PASS
  };
  return table;
}

const Pass& pass_named(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Pass& pass : passes()) {
    if (pass.name == name) return pass;
    names.push_back(pass.name);
  }
  fail<UsageError>("there is no rewrite '{}'; expected {}", name, fmt::join(names, ", "));
}

bool run_passes(Graph& graph, const PassTrace& trace, std::string_view until) {
  for (bool changed = true; changed;) {
    changed = false;
    for (const Pass& pass : passes()) {
      if (pass.run(graph)) {
        changed = true;
        verify(graph);
        if (trace) trace(pass.name, graph);
      }
      if (pass.name == until) return false;
    }
  }
  return true;
}

}  // namespace mote
