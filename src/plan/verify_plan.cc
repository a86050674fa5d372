// The proof that a plan's memory is sound, independent of how it was made.
#include <algorithm>

#include "plan/memory.h"

namespace mote {
namespace {

constexpr TensorId nobody = -2;

class ArenaModel {
 public:
  explicit ArenaModel(const Plan& plan) : plan_(plan), views_(views_of(plan.graph)), owner_(plan.arena_bytes, nobody) {}

  // Every view stands where its root has those values.
  void check_views() const {
    for (size_t id = 0; id < plan_.offsets.size(); ++id) {
      const View& view = views_.tensors[id];
      ensure(plan_.offsets[id] < 0 || plan_.offsets[id] == plan_.offsets[view.root] + view.offset,
             "plan: tensor {} is a view that stands elsewhere", id);
    }
  }

  void write(TensorId id) { fill(id, plan_.offsets[id], plan_.graph.tensors[id].bytes()); }

  void clobber(const Step& step) { fill(nobody, step.scratch_offset, step.lowered.scratch_bytes); }

  void expect(TensorId id, std::string_view reader) const {
    const int64_t offset = plan_.offsets[id], bytes = plan_.graph.tensors[id].bytes();
    check_range(id, offset, bytes);
    for (int64_t i = offset; i < offset + bytes; ++i)
      ensure(owner_[i] == root(id), "plan: byte {} of tensor '{}' is overwritten before {} reads it", i - offset,
             plan_.graph.tensors[id].name, reader);
  }

 private:
  void check_range(TensorId id, int64_t offset, int64_t bytes) const {
    ensure(offset >= 0 && offset + bytes <= plan_.arena_bytes, "plan: tensor {} stands at {} to {} in an arena of {}",
           id, offset, offset + bytes, plan_.arena_bytes);
  }
  void fill(TensorId owner, int64_t offset, int64_t bytes) {
    check_range(owner, offset, bytes);
    std::fill_n(owner_.begin() + offset, bytes, owner < 0 ? owner : root(owner));
  }

  TensorId root(TensorId id) const { return views_.tensors[id].root; }

  const Plan& plan_;
  Views views_;
  std::vector<TensorId> owner_;  // of each byte: the root of the tensor whose value it holds
};

bool overlap(int64_t a, int64_t a_bytes, int64_t b, int64_t b_bytes) { return a < b + b_bytes && b < a + a_bytes; }

// Whether the kernel allows its output to begin so many bytes after its input.
bool allows(const std::optional<Overlap>& overlap, int64_t output_after_input) {
  if (!overlap) return false;
  return overlap->stride > 0 ? output_after_input % overlap->stride == 0 : output_after_input <= -overlap->distance;
}

// An output may touch an input only as the kernel allows it, and scratch neither.
void verify_step(const Plan& plan, const Step& step) {
  const Operator& op = plan.op(step);
  const Call call = call_of(plan.graph, op);
  const auto bytes = [&](TensorId id) { return plan.graph.tensors[id].bytes(); };
  for (TensorId output : op.outputs) {
    for (size_t i = 0; i < op.inputs.size(); ++i) {
      const TensorId input = op.inputs[i];
      if (input == absent_tensor || plan.offsets[input] < 0) continue;
      if (!overlap(plan.offsets[input], bytes(input), plan.offsets[output], bytes(output))) continue;
      ensure(allows(step.variant->overlap_with(call, static_cast<int>(i)), plan.offsets[output] - plan.offsets[input]),
             "plan: {} '{}' would write over its input {}", op.attributes.operator_name(), op.name, i);
    }
    for (TensorId other : op.outputs)
      ensure(other == output || !overlap(plan.offsets[other], bytes(other), plan.offsets[output], bytes(output)),
             "plan: two outputs of '{}' overlap", op.name);
  }
}

}  // namespace

void verify(const Plan& plan) {
  ArenaModel arena(plan);
  arena.check_views();
  for (TensorId id : plan.graph.inputs) arena.write(id);
  for (const Step& step : plan.steps) {
    const Operator& op = plan.op(step);
    verify_step(plan, step);
    const auto expect_inputs = [&] {
      for (TensorId id : op.inputs)
        if (id != absent_tensor && !plan.graph.tensors[id].constant()) arena.expect(id, op.name);
    };
    expect_inputs();
    arena.clobber(step);
    expect_inputs();
    for (TensorId id : op.outputs) arena.write(id);
    arena.clobber(step);
    for (TensorId id : op.outputs) arena.expect(id, op.name);
  }
  for (TensorId id : plan.graph.outputs) arena.expect(id, "the caller");
}

}  // namespace mote
