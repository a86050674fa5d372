// The choice of kernels, and views of a plan for people.
#include "plan/plan.h"

#include <algorithm>

#include "base/text_table.h"
#include "plan/fit_flash.h"
#include "plan/memory.h"
#include "plan/order.h"
#include "plan/shrink.h"

namespace mote {
namespace {

constexpr std::string_view favor_names[] = {"speed", "ram", "flash"};

int64_t table_bytes(const Lowered& lowered) {
  int64_t sum = 0;
  for (const Table& table : lowered.tables) sum += static_cast<int64_t>(table.bytes.size());
  return sum;
}

// Favouring flash must not make a kernel several times slower for a few bytes of tables, as the portable ones are.
constexpr double most_work_for_flash = 2.5;

// The first of the serving variants (fastest first); where flash is favoured, the one with the smallest tables among
// those that are not much slower.
Step step_of(int operator_index, const Call& call, const std::vector<const Variant*>& serving, Favor favor) {
  Step best{operator_index, serving[0], serving[0]->lower(call)};
  if (favor != Favor::flash) return best;
  const double most_work = most_work_for_flash * serving[0]->cost(call).total();
  for (size_t i = 1; i < serving.size() && serving[i]->cost(call).total() <= most_work; ++i) {
    Lowered lowered = serving[i]->lower(call);
    if (table_bytes(lowered) < table_bytes(best.lowered)) best = {operator_index, serving[i], std::move(lowered)};
  }
  return best;
}

std::string described(const Call& call) {
  std::string types;
  for (const Tensor* tensor : call.inputs) {
    if (tensor == nullptr) continue;
    types += fmt::format("{}{}", types.empty() ? "" : ", ", name_of(tensor->type));
  }
  return fmt::format("{} '{}' ({} to {})", call.attributes.operator_name(), call.name, types,
                     call.outputs.empty() ? "nothing" : name_of(call.output().type));
}

}  // namespace

std::string_view name_of(Favor favor) { return favor_names[static_cast<int>(favor)]; }

Favor favor_named(std::string_view name) {
  const auto* found = std::find(std::begin(favor_names), std::end(favor_names), name);
  if (found == std::end(favor_names))
    fail<UsageError>("nothing favours '{}'; expected {}", name, fmt::join(favor_names, ", "));
  return static_cast<Favor>(found - std::begin(favor_names));
}

namespace {

// Chooses the kernels of the graph's operators.
void choose_steps(Plan& plan) {
  const Views views = views_of(plan.graph);
  std::vector<std::string> refused;
  for (size_t i = 0; i < plan.graph.operators.size(); ++i) {
    const Operator& op = plan.graph.operators[i];
    if (views.makes_no_step[i]) continue;
    const Call call = call_of(plan.graph, op);
    const auto serving = serving_variants(call, plan.core->features);
    if (serving.empty())
      refused.push_back(described(call));
    else if (refused.empty())
      plan.steps.push_back(step_of(static_cast<int>(i), call, serving, plan.favor));
  }
  if (!refused.empty()) fail("no kernel serves {}", fmt::join(refused, "; "));
}

// Another order of the operators, where that needs less memory.
void improve_order(Plan& plan) {
  const OperatorOrder order = best_order(plan);
  plan.proved_order = order.proved;
  if (std::is_sorted(order.steps.begin(), order.steps.end())) return;
  Plan other = plan;
  other.graph = reordered(plan, order.steps);
  other.steps.clear();
  choose_steps(other);
  assign_memory(other);
  if (other.arena_bytes < plan.arena_bytes) plan = std::move(other);
}

}  // namespace

Plan make_plan(Graph graph, const Core& core, Favor favor, int64_t ram_bytes, int64_t table_bytes) {
  Plan plan{std::move(graph), &core, favor, {}, {}, {}};
  for (TensorId id : plan.graph.outputs)
    if (plan.graph.tensors[id].constant())
      fail("output '{}' does not depend on any input; remove it from the model", plan.graph.tensors[id].name);
  choose_steps(plan);
  assign_memory(plan);
  improve_order(plan);
  if (table_bytes >= 0) {
    fit_tables(plan, table_bytes);
    assign_memory(plan);
  }
  if (favor == Favor::ram) shrink(plan);
  if (ram_bytes >= 0 && plan.arena_bytes > ram_bytes) shrink_to_fit(plan, ram_bytes);
  return plan;
}

namespace {

bool alive(const MemoryUse& use, int step) { return use.first_step <= step && step <= use.last_step; }

// The step at which the arena is filled highest.
int peak_step(const Plan& plan) {
  const auto bytes_at = [&](int step) {
    int64_t top = 0;
    for (const MemoryUse& use : plan.memory)
      if (alive(use, step)) top = std::max(top, use.offset + use.bytes);
    return top;
  };
  int peak = 0;
  for (int step = 1; step < static_cast<int>(plan.steps.size()); ++step)
    if (bytes_at(step) > bytes_at(peak)) peak = step;
  return peak;
}

std::vector<MemoryUse> uses_at_peak(const Plan& plan) {
  std::vector<MemoryUse> uses;
  for (const MemoryUse& use : plan.memory)
    if (alive(use, peak_step(plan))) uses.push_back(use);
  std::stable_sort(uses.begin(), uses.end(), [](const MemoryUse& a, const MemoryUse& b) { return a.bytes > b.bytes; });
  return uses;
}

}  // namespace

std::vector<TensorId> tensors_at_peak(const Plan& plan) {
  std::vector<TensorId> tensors;
  for (const MemoryUse& use : uses_at_peak(plan))
    if (use.tensor != absent_tensor) tensors.push_back(use.tensor);
  return tensors;
}

std::string peak_text(const Plan& plan) {
  std::vector<std::string> uses;
  for (const MemoryUse& use : uses_at_peak(plan)) {
    std::string name = use.name;
    if (name.size() > 30) name = name.substr(0, 27) + "...";
    uses.push_back(fmt::format("'{}' at {} ({} bytes)", name, grouped(use.offset), grouped(use.bytes)));
  }
  const std::string bound =
      plan.proved_smallest ? fmt::format("{} bytes, proved the smallest for these steps", grouped(plan.arena_bytes))
                           : fmt::format("{} bytes, {} more than what no placement of these steps goes below",
                                         grouped(plan.arena_bytes), grouped(plan.arena_bytes - plan.lower_bound_bytes));
  return fmt::format("{}; at the peak {}", bound, uses.empty() ? "nothing" : fmt::to_string(fmt::join(uses, ", ")));
}

std::string memory_map(const Plan& plan) {
  std::vector<MemoryUse> uses = plan.memory;
  std::stable_sort(uses.begin(), uses.end(), [](const MemoryUse& a, const MemoryUse& b) {
    return std::pair(a.first_step, a.offset) < std::pair(b.first_step, b.offset);
  });
  TextTable table({"offset", "bytes", "steps", "tensor"});
  for (const MemoryUse& use : uses) {
    const std::string steps = use.first_step == use.last_step ? std::to_string(use.first_step)
                                                              : fmt::format("{}-{}", use.first_step, use.last_step);
    table.row({grouped(use.offset), grouped(use.bytes), steps, use.name});
  }
  return table.print(110);
}

}  // namespace mote
