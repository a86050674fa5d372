// A knapsack: one kernel of each step, the sum of their tables bounded.
#include "plan/fit_flash.h"

#include <algorithm>
#include <limits>

#include "plan/candidates.h"

namespace mote {
namespace {

constexpr int64_t block_bytes = 64;

int64_t table_bytes_of(const Lowered& lowered) {
  int64_t sum = 0;
  for (const Table& table : lowered.tables) sum += static_cast<int64_t>(table.bytes.size());
  return sum;
}

int64_t blocks_of(const Candidate& candidate) {
  return (table_bytes_of(candidate.lowered) + block_bytes - 1) / block_bytes;
}

const Candidate& smallest(const std::vector<Candidate>& candidates) {
  return *std::min_element(candidates.begin(), candidates.end(),
                           [](const Candidate& a, const Candidate& b) { return blocks_of(a) < blocks_of(b); });
}

// choice[step][blocks]: the kernel of the cheapest choice up to this step that takes at most so many blocks.
using Choices = std::vector<std::vector<uint8_t>>;

constexpr double impossible = std::numeric_limits<double>::infinity();

Choices cheapest_choices(const std::vector<const std::vector<Candidate>*>& steps, int64_t blocks) {
  Choices choices;
  std::vector<double> cost(static_cast<size_t>(blocks) + 1, 0.0);
  for (const std::vector<Candidate>* candidates : steps) {
    std::vector<double> next(cost.size(), impossible);
    choices.emplace_back(cost.size(), uint8_t{0});
    for (size_t kernel = 0; kernel < candidates->size(); ++kernel) {
      const auto taken = static_cast<size_t>(blocks_of((*candidates)[kernel]));
      for (size_t at = taken; at < cost.size(); ++at) {
        const double sum = cost[at - taken] + (*candidates)[kernel].cost;
        if (sum >= next[at]) continue;
        next[at] = sum;
        choices.back()[at] = static_cast<uint8_t>(kernel);
      }
    }
    cost = std::move(next);
  }
  return choices;
}

void use(Step& step, const Candidate& candidate) {
  step.variant = candidate.variant;
  step.lowered = candidate.lowered;
}

}  // namespace

void fit_tables(Plan& plan, int64_t table_bytes) {
  int64_t now = 0, least_blocks = 0;
  for (const Step& step : plan.steps) now += table_bytes_of(step.lowered);
  if (now <= table_bytes) return;
  Candidates known(*plan.core);
  std::vector<const std::vector<Candidate>*> steps;
  for (const Step& step : plan.steps) {
    steps.push_back(&known.of(plan.graph, plan.op(step)));
    least_blocks += blocks_of(smallest(*steps.back()));
  }
  const int64_t blocks = table_bytes / block_bytes;
  if (least_blocks > blocks) {
    for (size_t i = 0; i < steps.size(); ++i) use(plan.steps[i], smallest(*steps[i]));
    return;
  }
  const Choices choices = cheapest_choices(steps, blocks);
  int64_t left = blocks;
  for (size_t i = steps.size(); i-- > 0;) {
    const Candidate& chosen = (*steps[i])[choices[i][static_cast<size_t>(left)]];
    left -= blocks_of(chosen);
    use(plan.steps[i], chosen);
  }
}

}  // namespace mote
