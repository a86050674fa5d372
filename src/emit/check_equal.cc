// The check of every compilation.
#include "emit/check_equal.h"

#include <algorithm>
#include <memory>

#include "graph/sample_inputs.h"
#include "rewrite/equivalence.h"

namespace mote {
namespace {

// Made-up inputs: all patterns of sample_inputs() at least once, then as many as this number of multiply-accumulates
// pays for.
constexpr int64_t fewest = 10, most = 64, total_macs_allowed = int64_t{1} << 27;

}  // namespace

Executor::Choose kernels_of(const Plan& plan) {
  auto variants = std::make_shared<std::vector<const Variant*>>(plan.graph.operators.size());
  for (const Step& step : plan.steps) (*variants)[step.operator_index] = step.variant;
  auto next = std::make_shared<size_t>(0);  // the executor asks in the order of the operators
  return [variants, next](const Call&) { return variants->at((*next)++); };
}

int64_t check_equal(const Graph& imported, const Plan& plan, const std::vector<std::vector<Bytes>>& real_inputs) {
  if (!promises_equal_bits(imported)) return 0;
  Equivalence equivalence(imported, plan.graph, kernels_of(plan));
  const auto check = [&](const std::vector<Bytes>& inputs) {
    const std::string difference = equivalence.difference(inputs);
    ensure(difference.empty(), "the compiled model '{}' differs from the imported one in {}", imported.name,
           difference);
  };
  for (const std::vector<Bytes>& inputs : real_inputs) check(inputs);
  const int64_t made_up = std::clamp(total_macs_allowed / std::max<int64_t>(total_macs(imported), 1), fewest, most);
  for (int64_t sample = 0; sample < made_up; ++sample) check(sample_inputs(imported, sample));
  return static_cast<int64_t>(real_inputs.size()) + made_up;
}

}  // namespace mote
