// From a graph with chosen kernels to blocks with lifetimes, and from their placement to offsets.
#include "plan/memory.h"

#include <algorithm>

namespace mote {
namespace {

constexpr int before_the_first_step = -1;  // when the caller fills the inputs

struct Use {
  int64_t from, to;  // bytes of the root
  int step;
};

// What is written into a root's memory and read from it.
struct Uses {
  std::vector<Use> writes, reads;
};

std::vector<Uses> uses_of(const Plan& plan, const Views& views) {
  const Graph& graph = plan.graph;
  std::vector<Uses> uses(graph.tensors.size());
  const auto use = [&](TensorId id, int step, std::vector<Use> Uses::* list) {
    if (id == absent_tensor || graph.tensors[id].constant()) return;
    const View& view = views.tensors[id];
    (uses[view.root].*list).push_back({view.offset, view.offset + graph.tensors[id].bytes(), step});
  };
  for (TensorId id : graph.inputs) use(id, before_the_first_step, &Uses::writes);
  const int steps = static_cast<int>(plan.steps.size());
  for (int step = 0; step < steps; ++step) {
    for (TensorId id : plan.op(plan.steps[step]).inputs) use(id, step, &Uses::reads);
    for (TensorId id : plan.op(plan.steps[step]).outputs) use(id, step, &Uses::writes);
  }
  for (TensorId id : graph.outputs) use(id, steps, &Uses::reads);
  return uses;
}

// Cuts the root's bytes where a use begins or ends; each part lives from its first write to its last read.
Block block_of(const Uses& uses) {
  std::vector<int64_t> cuts;
  for (const auto* list : {&uses.writes, &uses.reads})
    for (const Use& use : *list) cuts.push_back(use.from), cuts.push_back(use.to);
  std::sort(cuts.begin(), cuts.end());
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
  Block block;
  for (size_t i = 0; i + 1 < cuts.size(); ++i) {
    const auto covers = [&](const Use& use) { return use.from <= cuts[i] && cuts[i + 1] <= use.to; };
    Piece piece{INT32_MAX, before_the_first_step, cuts[i], cuts[i + 1] - cuts[i]};
    for (const Use& write : uses.writes)
      if (covers(write)) piece.first = std::min(piece.first, write.step);
    piece.last = piece.first;
    for (const Use& read : uses.reads)
      if (covers(read)) piece.last = std::max(piece.last, read.step);
    Piece* before = block.pieces.empty() ? nullptr : &block.pieces.back();
    if (before && before->first == piece.first && before->last == piece.last)
      before->bytes += piece.bytes;
    else
      block.pieces.push_back(piece);
  }
  return block;
}

class NeedsBuilder {
 public:
  explicit NeedsBuilder(const Plan& plan) : plan_(plan), graph_(plan.graph) {
    needs_.views = views_of(graph_);
    add_tensors();
    for (int step = 0; step < static_cast<int>(plan.steps.size()); ++step) {
      add_scratch(step);
      add_meetings(step);
    }
  }

  MemoryNeeds needs() && { return std::move(needs_); }

 private:
  int add(Block block) {
    needs_.blocks.push_back(std::move(block));
    return static_cast<int>(needs_.blocks.size()) - 1;
  }

  void add_tensors() {
    for (const Uses& uses : uses_of(plan_, needs_.views))
      needs_.tensor_blocks.push_back(uses.writes.empty() ? -1 : add(block_of(uses)));
  }

  void add_scratch(int step) {
    const int64_t bytes = plan_.steps[step].lowered.scratch_bytes;
    needs_.scratch_blocks.push_back(bytes == 0 ? -1 : add({{{step, step, 0, bytes}}}));
  }

  Stretch stretch_of(TensorId id) const {
    const View& view = needs_.views.tensors[id];
    return {needs_.tensor_blocks[view.root], view.offset, graph_.tensors[id].bytes()};
  }

  void add_meetings(int step) {
    const Operator& op = plan_.op(plan_.steps[step]);
    const Call call = call_of(graph_, op);
    for (TensorId output : op.outputs)
      for (size_t i = 0; i < op.inputs.size(); ++i) {
        if (!call.has_input(i) || call.input(i).constant()) continue;
        Meeting meeting{step, stretch_of(output), stretch_of(op.inputs[i]), std::nullopt};
        if (const auto overlap = plan_.steps[step].variant->overlap_with(call, static_cast<int>(i)))
          meeting.permission = {overlap->distance, overlap->stride};
        needs_.meetings.push_back(meeting);
      }
  }

  const Plan& plan_;
  const Graph& graph_;
  MemoryNeeds needs_;
};

// From before its first step until after its last.
MemoryUse use_of(const Plan& plan, TensorId id, const std::string& name, const Block& block, int64_t offset) {
  const int last_step = std::max(static_cast<int>(plan.steps.size()) - 1, 0);
  MemoryUse use{id, name, last_step, 0, offset, block.bytes()};
  for (const Piece& piece : block.pieces) {
    use.first_step = std::clamp(piece.first, 0, use.first_step);
    use.last_step = std::clamp(piece.last, use.last_step, last_step);
  }
  return use;
}

}  // namespace

MemoryNeeds memory_needs(const Plan& plan) { return NeedsBuilder(plan).needs(); }

std::vector<int64_t> bytes_needed(const Plan& plan) {
  const MemoryNeeds needs = memory_needs(plan);
  return bytes_needed(needs.blocks, needs.meetings, static_cast<int>(plan.steps.size()));
}

void assign_memory(Plan& plan, int64_t most_nodes) {
  const MemoryNeeds needs = memory_needs(plan);
  const Placement placement = place(needs.blocks, needs.meetings, most_nodes);
  plan.arena_bytes = needs.blocks.empty() ? 0 : placement.bytes;
  plan.lower_bound_bytes = placement.lower_bound_bytes;
  plan.proved_smallest = placement.proved;
  plan.memory.clear();
  plan.offsets.assign(plan.graph.tensors.size(), -1);
  for (size_t id = 0; id < plan.offsets.size(); ++id) {
    const View& view = needs.views.tensors[id];
    const int block = needs.tensor_blocks[view.root];
    if (block < 0 || plan.graph.tensors[id].constant()) continue;
    plan.offsets[id] = placement.offsets[block] + view.offset;
    if (view.root == static_cast<TensorId>(id))
      plan.memory.push_back(
          use_of(plan, view.root, plan.graph.tensors[id].name, needs.blocks[block], plan.offsets[id]));
  }
  for (size_t step = 0; step < plan.steps.size(); ++step) {
    const int block = needs.scratch_blocks[step];
    if (block < 0) continue;
    plan.steps[step].scratch_offset = placement.offsets[block];
    plan.memory.push_back(use_of(plan, absent_tensor, fmt::format("scratch of step {}", step), needs.blocks[block],
                                 placement.offsets[block]));
  }
}

}  // namespace mote
