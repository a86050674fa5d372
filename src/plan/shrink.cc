// Bisection over limits; within a limit each step takes the fastest kernel that keeps it, and what keeps it with none
// is cut into bands.
#include "plan/shrink.h"

#include <algorithm>
#include <limits>

#include "plan/bands.h"
#include "plan/candidates.h"
#include "plan/memory.h"

namespace mote {
namespace {

constexpr int64_t search_nodes = 300;  // for placements that are only compared
constexpr int64_t smallest_gain = 64;  // bytes
constexpr int longest_chain = 5;       // layers
constexpr int band_counts[] = {2, 3, 4, 5, 6, 8, 10, 12, 16};

// A graph, and for each of its steps the kernels there are with what each would need of the arena.
struct Choices {
  Plan plan;  // its steps have their fastest kernels
  std::vector<const std::vector<Candidate>*> candidates;
  std::vector<std::vector<int64_t>> needed;

  // The fastest of a step within the limit, or else the one that needs least.
  size_t choice(size_t step, int64_t limit) const {
    const auto& needs = needed[step];
    const auto fits = std::find_if(needs.begin(), needs.end(), [&](int64_t bytes) { return bytes <= limit; });
    return (fits == needs.end() ? std::min_element(needs.begin(), needs.end()) : fits) - needs.begin();
  }
  bool keeps(size_t step, int64_t limit) const { return needed[step][choice(step, limit)] <= limit; }

  // How many steps exceed the limit, and the work of all.
  std::pair<int, double> judgement(int64_t limit) const {
    std::pair<int, double> result{0, 0};
    for (size_t step = 0; step < needed.size(); ++step) {
      result.first += !keeps(step, limit);
      result.second += (*candidates[step])[choice(step, limit)].cost;
    }
    return result;
  }
};

void take(Plan& plan, size_t step, const Candidate& candidate) {
  plan.steps[step] = {plan.steps[step].operator_index, candidate.variant, candidate.lowered};
}

class Shrinker {
 public:
  explicit Shrinker(const Plan& fastest) : candidates_(*fastest.core), whole_(choices_of(fastest)) {}

  // Nothing where it can't be done within the limit.
  std::optional<Plan> within(int64_t limit, double most_work) {
    Choices choices = whole_;
    for (auto judged = choices.judgement(limit); judged.first > 0; judged = choices.judgement(limit)) {
      auto cut = best_cut(choices, limit);
      if (!cut || cut->judgement(limit).first >= judged.first) return std::nullopt;
      choices = std::move(*cut);
    }
    if (choices.judgement(limit).second > most_work) return std::nullopt;
    Plan plan = choices.plan;
    for (size_t step = 0; step < plan.steps.size(); ++step)
      take(plan, step, (*choices.candidates[step])[choices.choice(step, limit)]);
    assign_memory(plan, search_nodes);
    return plan;
  }

  double work_of(const Plan& plan) {
    double work = 0;
    for (const Step& step : plan.steps)
      for (const Candidate& candidate : candidates_.of(plan.graph, plan.op(step)))
        if (candidate.variant == step.variant) work += candidate.cost;
    return work;
  }

  // Steps take faster kernels where the arena has room for them after all.
  void use_free_memory(Plan& plan) {
    for (size_t step = 0; step < plan.steps.size(); ++step)
      for (const Candidate& candidate : candidates_.of(plan.graph, plan.op(plan.steps[step]))) {
        if (candidate.variant == plan.steps[step].variant) break;
        Plan faster = plan;
        take(faster, step, candidate);
        if (bytes_needed(faster)[step] > plan.arena_bytes) continue;
        assign_memory(faster, search_nodes);
        if (faster.arena_bytes > plan.arena_bytes) continue;
        plan = std::move(faster);
        break;
      }
  }

 private:
  Choices choices_of(Plan plan) {
    Choices choices{std::move(plan), {}, {}};
    size_t most = 0;
    for (const Step& step : choices.plan.steps) {
      choices.candidates.push_back(&candidates_.of(choices.plan.graph, choices.plan.op(step)));
      choices.needed.emplace_back();
      most = std::max(most, choices.candidates.back()->size());
    }
    for (size_t k = most; k-- > 0;) {  // what a step needs does not depend on the kernels of others
      for (size_t step = 0; step < choices.candidates.size(); ++step)
        take(choices.plan, step, (*choices.candidates[step])[std::min(k, choices.candidates[step]->size() - 1)]);
      const std::vector<int64_t> needed = bytes_needed(choices.plan);
      for (size_t step = 0; step < needed.size(); ++step)
        if (k < choices.candidates[step]->size())
          choices.needed[step].insert(choices.needed[step].begin(), needed[step]);
    }
    return choices;
  }

  // A plan of the graph's steps; nothing where no kernel serves one.
  std::optional<Plan> plan_of(Graph graph) {
    Plan plan{std::move(graph), whole_.plan.core, whole_.plan.favor, {}, {}, {}};
    const Views views = views_of(plan.graph);
    for (size_t i = 0; i < plan.graph.operators.size(); ++i) {
      if (views.makes_no_step[i]) continue;
      const auto& candidates = candidates_.of(plan.graph, plan.graph.operators[i]);
      if (candidates.empty()) return std::nullopt;
      plan.steps.push_back({static_cast<int>(i), candidates[0].variant, candidates[0].lowered});
    }
    return plan;
  }

  // Of the chains through the first step that exceeds the limit.
  std::optional<Choices> best_cut(const Choices& choices, int64_t limit) {
    size_t step = 0;
    while (choices.keeps(step, limit)) ++step;
    const Graph& graph = choices.plan.graph;
    std::optional<Choices> best;
    for (const Chain& chain : chains_through(graph, choices.plan.steps[step].operator_index, longest_chain))
      for (const int bands : band_counts) {
        auto cut = cut_into_bands(graph, chain, bands);
        auto plan = cut ? plan_of(std::move(*cut)) : std::nullopt;
        if (!plan) continue;
        Choices next = choices_of(std::move(*plan));
        if (!best || next.judgement(limit) < best->judgement(limit)) best = std::move(next);
      }
    return best;
  }

  Candidates candidates_;
  Choices whole_;
};

}  // namespace

namespace {

// Bisects the limit; stops at the first arena that is small enough.
void bisect(Plan& plan, Shrinker& shrinker, double most_work, int64_t small_enough) {
  int64_t impossible = 0, possible = plan.arena_bytes;
  while (possible - impossible > smallest_gain && plan.arena_bytes > small_enough) {
    const int64_t limit = (possible + impossible) / 2;
    auto smaller = shrinker.within(limit, most_work);
    (smaller ? possible : impossible) = limit;
    if (smaller && smaller->arena_bytes < plan.arena_bytes) plan = std::move(*smaller);
  }
}

}  // namespace

void shrink(Plan& plan) {
  Shrinker shrinker(plan);
  bisect(plan, shrinker, shrinker.work_of(plan) * most_extra_work, 0);
  shrinker.use_free_memory(plan);
  assign_memory(plan);
}

void shrink_to_fit(Plan& plan, int64_t arena_bytes) {
  constexpr double any_work = std::numeric_limits<double>::infinity();
  Shrinker shrinker(plan);
  auto fitting = shrinker.within(arena_bytes, any_work);
  if (fitting && fitting->arena_bytes <= arena_bytes)
    plan = std::move(*fitting);
  else
    bisect(plan, shrinker, any_work, arena_bytes);
  assign_memory(plan);
}

}  // namespace mote
