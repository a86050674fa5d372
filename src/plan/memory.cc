// From a graph with chosen kernels to blocks with lifetimes, and from their placement to offsets.
#include "plan/memory.h"

#include <algorithm>

#include "plan/arena.h"

namespace mote {
namespace {

// What a tensor's memory goes through. Views add to their root's.
struct Lifetime {
  int first = -1, last = -1;  // first < 0: no memory
  bool output = false;        // of the graph: kept to the end
};

std::vector<Lifetime> lifetimes_of(const Plan& plan, const std::vector<TensorId>& roots) {
  const Graph& graph = plan.graph;
  const int steps = static_cast<int>(plan.steps.size());
  std::vector<Lifetime> lifetimes(graph.tensors.size());
  const auto born = [&](TensorId id, int step) { lifetimes[id].first = lifetimes[id].last = step; };
  for (TensorId id : graph.inputs) born(id, 0);
  for (int step = 0; step < steps; ++step) {
    const Operator& op = plan.op(plan.steps[step]);
    for (TensorId id : op.inputs)
      if (id != absent_tensor) lifetimes[roots[id]].last = step;
    for (TensorId id : op.outputs) born(id, step);
  }
  for (TensorId id : graph.outputs) {
    lifetimes[roots[id]].last = std::max(steps - 1, 0);
    lifetimes[roots[id]].output = true;
  }
  for (size_t id = 0; id < lifetimes.size(); ++id)
    if (graph.tensors[id].constant()) lifetimes[id] = {};
  return lifetimes;
}

// The root whose memory the step's output takes over, or absent_tensor.
TensorId overwritten(const Plan& plan, int step, const std::vector<TensorId>& roots,
                     const std::vector<Lifetime>& lifetimes) {
  const int index = plan.steps[step].variant->in_place_input;
  const Operator& op = plan.op(plan.steps[step]);
  if (index < 0 || index >= static_cast<int>(op.inputs.size()) || op.inputs[index] == absent_tensor ||
      op.outputs.size() != 1)
    return absent_tensor;
  const TensorId input = op.inputs[index], root = roots[input];
  const Graph& graph = plan.graph;
  if (graph.tensors[root].constant() || lifetimes[root].output || lifetimes[root].last != step ||
      graph.tensors[op.outputs[0]].bytes() > graph.tensors[input].bytes())
    return absent_tensor;
  for (TensorId other : op.inputs)  // another view of the same values must be read in the same order
    if (other != absent_tensor && roots[other] == root && graph.tensors[other].shape != graph.tensors[input].shape)
      return absent_tensor;
  return root;
}

}  // namespace

bool is_view(const Graph& graph, const Operator& op) {
  if (op.attributes.operator_name() != "reshape" || op.outputs.size() != 1) return false;
  const Tensor& input = graph.tensors[op.inputs[0]];
  return !input.constant() && input.bytes() == graph.tensors[op.outputs[0]].bytes();
}

std::vector<TensorId> view_roots(const Graph& graph) {
  std::vector<TensorId> roots(graph.tensors.size());
  for (size_t id = 0; id < roots.size(); ++id) roots[id] = static_cast<TensorId>(id);
  for (const Operator& op : graph.operators)
    if (is_view(graph, op)) roots[op.outputs[0]] = roots[op.inputs[0]];
  return roots;
}

void assign_memory(Plan& plan) {
  const Graph& graph = plan.graph;
  const std::vector<TensorId> roots = view_roots(graph);
  const std::vector<Lifetime> lifetimes = lifetimes_of(plan, roots);
  const int steps = static_cast<int>(plan.steps.size());

  std::vector<Block> blocks;
  std::vector<int> block_of(graph.tensors.size(), -1), scratch_block(steps, -1);
  const auto begin_block = [&](TensorId id) {
    block_of[id] = static_cast<int>(blocks.size());
    blocks.push_back({});
  };
  const auto add_segment = [&](TensorId id) {
    blocks[block_of[id]].segments.push_back({lifetimes[id].first, lifetimes[id].last, graph.tensors[id].bytes()});
  };
  for (TensorId id : graph.inputs) begin_block(id), add_segment(id);
  for (int step = 0; step < steps; ++step) {
    const TensorId taken = overwritten(plan, step, roots, lifetimes);
    for (TensorId id : plan.op(plan.steps[step]).outputs) {
      if (taken == absent_tensor)
        begin_block(id);
      else
        block_of[id] = block_of[taken];
      add_segment(id);
    }
    if (plan.steps[step].lowered.scratch_bytes == 0) continue;
    scratch_block[step] = static_cast<int>(blocks.size());
    blocks.push_back({{{step, step, plan.steps[step].lowered.scratch_bytes}}});
  }

  const Placement placement = place(blocks);
  plan.arena_bytes = blocks.empty() ? 0 : placement.bytes;
  plan.lower_bound_bytes = placement.lower_bound_bytes;
  plan.proved_smallest = placement.proved;
  plan.memory.clear();
  plan.offsets.assign(graph.tensors.size(), -1);
  for (size_t id = 0; id < roots.size(); ++id) {
    if (block_of[roots[id]] < 0) continue;
    plan.offsets[id] = placement.offsets[block_of[roots[id]]];
    if (block_of[id] >= 0)
      plan.memory.push_back({static_cast<TensorId>(id), graph.tensors[id].name, lifetimes[id].first, lifetimes[id].last,
                             plan.offsets[id], graph.tensors[id].bytes()});
  }
  for (int step = 0; step < steps; ++step) {
    if (scratch_block[step] < 0) continue;
    plan.steps[step].scratch_offset = placement.offsets[scratch_block[step]];
    plan.memory.push_back({absent_tensor, fmt::format("scratch of step {}", step), step, step,
                           plan.steps[step].scratch_offset, plan.steps[step].lowered.scratch_bytes});
  }
}

}  // namespace mote
