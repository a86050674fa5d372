// The whole compilation.
#include "emit/compile.h"

#include <algorithm>

#include "emit/banner.h"
#include "emit/check_equal.h"
#include "emit/model.h"
#include "emit/names.h"
#include "rewrite/passes.h"

namespace mote {

std::vector<std::string_view> compile_steps() {
  std::vector<std::string_view> steps;
  for (const Pass& pass : passes()) steps.push_back(pass.name);
  steps.insert(steps.end(), {"plan", "check", "emit"});
  return steps;
}

namespace {

// Kernels are instantiated for each layer's shape, so their size is known only after compiling: of the public models
// none takes more beside its tables. What it takes in the end is measured and held to the budget.
constexpr int64_t code_allowance_bytes = 20 * 1024;

int64_t table_limit(const CompileOptions& options) {
  return options.flash_bytes < 0 ? -1 : std::max<int64_t>(0, options.flash_bytes - code_allowance_bytes);
}

}  // namespace

Compilation compile(Graph graph, const CompileOptions& options) {
  const std::vector<std::string_view> steps = compile_steps();
  if (!options.until.empty() && std::find(steps.begin(), steps.end(), options.until) == steps.end())
    fail<UsageError>("there is no step '{}' to stop after; expected {}", options.until, fmt::join(steps, ", "));
  const Core& core = core_named(options.target);
  const std::string hash = content_hash(graph);
  if (options.no_softmax && !leave_off_softmax(graph))
    fail<UsageError>("--no-softmax: no output of the model comes from a softmax; leave the option out");
  const Graph imported = graph;

  Compilation result;
  result.name = identifier_of(options.name);
  if (!run_passes(graph, options.trace, options.until)) {
    result.plan.graph = std::move(graph);
    return result;
  }

  result.plan = make_plan(std::move(graph), core, options.favor, options.ram_bytes, table_limit(options));
  verify(result.plan);
  if (options.until == "plan") return result;

  result.checked_inputs = check_equal(imported, result.plan, options.real_inputs);
  if (options.until == "check") return result;

  EmittedModel emitted = emit_model(result.plan, {result.name, options.command, hash, result.checked_inputs});
  result.files = std::move(emitted.files);
  result.weight_bytes = emitted.weight_bytes;
  return result;
}

}  // namespace mote
