// Dynamic programming over what has run: the same set of steps leaves the same tensors alive, however it came about.
#include "plan/order.h"

#include <algorithm>
#include <map>

#include "plan/memory.h"

namespace mote {
namespace {

using Ran = std::vector<bool>;  // of each step

// A tensor that a step or the caller writes.
struct Written {
  int64_t bytes;
  std::vector<int> writers, readers;  // steps; without writers it is there from the start
  bool kept = false;                  // an output of the graph

  bool alive(const Ran& ran) const {
    const auto has_run = [&](int step) { return ran[step]; };
    if (!writers.empty() && std::none_of(writers.begin(), writers.end(), has_run)) return false;
    return kept || !std::all_of(readers.begin(), readers.end(), has_run);
  }
};

class Orderer {
 public:
  explicit Orderer(const Plan& plan) : plan_(plan), views_(views_of(plan.graph)) {
    for (TensorId id : plan.graph.inputs) add(id, {});
    const int steps = static_cast<int>(plan.steps.size());
    for (int step = 0; step < steps; ++step)
      for (TensorId id : plan.op(plan.steps[step]).outputs) add(id, {step});
    needs_.resize(steps);
    for (int step = 0; step < steps; ++step)
      for (TensorId id : plan.op(plan.steps[step]).inputs)
        for (size_t w = 0; w < written_.size(); ++w)
          if (id != absent_tensor && touches(id, ids_[w])) {
            written_[w].readers.push_back(step);
            needs_[step].insert(needs_[step].end(), written_[w].writers.begin(), written_[w].writers.end());
          }
    for (TensorId id : plan.graph.outputs)
      for (size_t w = 0; w < written_.size(); ++w) written_[w].kept = written_[w].kept || touches(id, ids_[w]);
  }

  OperatorOrder best(size_t most_sets) const {
    std::map<Ran, OperatorOrder> sets = {{Ran(plan_.steps.size(), false), {{}, 0, true}}};
    bool proved = true;
    for (size_t size = 0; size < plan_.steps.size(); ++size) {
      std::map<Ran, OperatorOrder> larger;
      for (const auto& [ran, order] : sets) extend(ran, order, larger);
      proved = proved && larger.size() <= most_sets;
      sets = keep_best(std::move(larger), most_sets);
    }
    OperatorOrder result = sets.begin()->second;
    result.proved = proved;
    return result;
  }

 private:
  void add(TensorId id, std::vector<int> writers) {
    ids_.push_back(id);
    written_.push_back({plan_.graph.tensors[id].bytes(), std::move(writers), {}});
  }

  bool touches(TensorId a, TensorId b) const {
    if (plan_.graph.tensors[a].constant()) return false;
    const View &x = views_.tensors[a], &y = views_.tensors[b];
    return x.root == y.root && x.offset < y.offset + plan_.graph.tensors[b].bytes() &&
           y.offset < x.offset + plan_.graph.tensors[a].bytes();
  }

  // With what the output may share with an input that dies.
  int64_t bytes_during(int step, const Ran& before, const Ran& after) const {
    int64_t bytes = plan_.steps[step].lowered.scratch_bytes, most_shared = 0;
    const Operator& op = plan_.op(plan_.steps[step]);
    const Call call = call_of(plan_.graph, op);
    const auto written_by_step = [&](const Written& w) { return w.writers == std::vector<int>{step}; };
    for (size_t w = 0; w < written_.size(); ++w) {
      if (written_[w].alive(before) || written_by_step(written_[w])) bytes += written_[w].bytes;
      if (!written_[w].alive(before) || written_[w].alive(after)) continue;
      for (size_t i = 0; i < op.inputs.size(); ++i) {
        if (op.inputs[i] == absent_tensor || !touches(op.inputs[i], ids_[w])) continue;
        const auto overlap = plan_.steps[step].variant->overlap_with(call, static_cast<int>(i));
        if (!overlap) continue;
        const int64_t in = call.input(i).bytes(), out = call.output().bytes();
        most_shared = std::max(most_shared, in + out - std::max(out, in + overlap->distance));
      }
    }
    return bytes - most_shared;
  }

  void extend(const Ran& ran, const OperatorOrder& order, std::map<Ran, OperatorOrder>& larger) const {
    for (int step = 0; step < static_cast<int>(needs_.size()); ++step) {
      const auto has_run = [&](int other) { return ran[other]; };
      if (ran[step] || !std::all_of(needs_[step].begin(), needs_[step].end(), has_run)) continue;
      Ran after = ran;
      after[step] = true;
      OperatorOrder next = order;
      next.steps.push_back(step);
      next.peak_bytes = std::max(order.peak_bytes, bytes_during(step, ran, after));
      const auto [known, is_new] = larger.try_emplace(after, next);
      if (!is_new && next.peak_bytes < known->second.peak_bytes) known->second = next;
    }
  }

  static std::map<Ran, OperatorOrder> keep_best(std::map<Ran, OperatorOrder> sets, size_t most) {
    if (sets.size() <= most) return sets;
    std::vector<int64_t> peaks;
    for (const auto& [ran, order] : sets) peaks.push_back(order.peak_bytes);
    std::nth_element(peaks.begin(), peaks.begin() + static_cast<int64_t>(most) - 1, peaks.end());
    const int64_t limit = peaks[most - 1];
    std::map<Ran, OperatorOrder> kept;
    for (const auto& [ran, order] : sets)
      if (order.peak_bytes <= limit && kept.size() < most) kept.emplace(ran, order);
    return kept;
  }

  const Plan& plan_;
  Views views_;
  std::vector<TensorId> ids_;
  std::vector<Written> written_;
  std::vector<std::vector<int>> needs_;  // for each step those that must run before it
};

}  // namespace

OperatorOrder best_order(const Plan& plan, size_t most_sets) { return Orderer(plan).best(most_sets); }

// An operator that makes no step comes as soon as it can.
Graph reordered(const Plan& plan, const std::vector<int>& steps) {
  const Graph& graph = plan.graph;
  Graph result = graph;
  result.operators.clear();
  std::vector<bool> there(graph.tensors.size()), placed(graph.operators.size());
  for (const Step& step : plan.steps) placed[step.operator_index] = true;  // each in its turn
  for (size_t id = 0; id < there.size(); ++id) there[id] = graph.tensors[id].constant();
  for (TensorId id : graph.inputs) there[id] = true;
  const auto put = [&](const Operator& op) {
    result.operators.push_back(op);
    for (TensorId id : op.outputs) there[id] = true;
  };
  const auto put_views = [&] {
    for (size_t i = 0; i < graph.operators.size(); ++i) {
      const Operator& op = graph.operators[i];
      const auto is_there = [&](TensorId id) { return id == absent_tensor || there[id]; };
      if (placed[i] || !std::all_of(op.inputs.begin(), op.inputs.end(), is_there)) continue;
      placed[i] = true;
      put(op);
    }
  };
  put_views();
  for (int step : steps) {
    put(plan.op(plan.steps[step]));
    put_views();
  }
  return result;
}

}  // namespace mote
