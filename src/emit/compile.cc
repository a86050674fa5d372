// The whole compilation.
#include "emit/compile.h"

#include <algorithm>

#include "emit/banner.h"
#include "emit/model.h"
#include "emit/names.h"
#include "rewrite/passes.h"

namespace mote {

std::vector<std::string_view> compile_steps() {
  std::vector<std::string_view> steps;
  for (const Pass& pass : passes()) steps.push_back(pass.name);
  steps.insert(steps.end(), {"plan", "emit"});
  return steps;
}

Compilation compile(Graph graph, const CompileOptions& options) {
  const std::vector<std::string_view> steps = compile_steps();
  if (!options.until.empty() && std::find(steps.begin(), steps.end(), options.until) == steps.end())
    fail<UsageError>("there is no step '{}' to stop after; expected {}", options.until, fmt::join(steps, ", "));
  const Core& core = core_named(options.target);
  const std::string hash = content_hash(graph);

  Compilation result;
  result.name = identifier_of(options.name);
  if (!run_passes(graph, options.trace, options.until)) {
    result.plan.graph = std::move(graph);
    return result;
  }

  result.plan = make_plan(std::move(graph), core, options.favor);
  verify(result.plan);
  if (options.until == "plan") return result;

  EmittedModel emitted = emit_model(result.plan, {result.name, options.command, hash});
  result.files = std::move(emitted.files);
  result.weight_bytes = emitted.weight_bytes;
  return result;
}

}  // namespace mote
