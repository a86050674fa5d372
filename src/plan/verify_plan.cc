// The proof that a plan's memory is sound, independent of how it was made.
#include <algorithm>

#include "plan/memory.h"

namespace mote {
namespace {

constexpr TensorId nobody = -2;

class ArenaModel {
 public:
  explicit ArenaModel(const Plan& plan)
      : plan_(plan), roots_(view_roots(plan.graph)), owner_(plan.arena_bytes, nobody) {}

  void write(TensorId id) { fill(id, plan_.offsets[id], plan_.graph.tensors[id].bytes()); }

  void clobber(const Step& step) { fill(nobody, step.scratch_offset, step.lowered.scratch_bytes); }

  void expect(TensorId id, std::string_view reader) const {
    const int64_t offset = plan_.offsets[id], bytes = plan_.graph.tensors[id].bytes();
    check_range(id, offset, bytes);
    for (int64_t i = offset; i < offset + bytes; ++i)
      ensure(owner_[i] == roots_[id], "plan: byte {} of tensor '{}' is overwritten before {} reads it", i - offset,
             plan_.graph.tensors[id].name, reader);
  }

 private:
  void check_range(TensorId id, int64_t offset, int64_t bytes) const {
    ensure(offset >= 0 && offset + bytes <= plan_.arena_bytes, "plan: tensor {} stands at {} to {} in an arena of {}",
           id, offset, offset + bytes, plan_.arena_bytes);
  }
  void fill(TensorId owner, int64_t offset, int64_t bytes) {
    check_range(owner, offset, bytes);
    std::fill_n(owner_.begin() + offset, bytes, owner < 0 ? owner : roots_[owner]);
  }

  const Plan& plan_;
  std::vector<TensorId> roots_;
  std::vector<TensorId> owner_;  // of each byte: the root of the tensor whose value it holds
};

bool overlap(int64_t a, int64_t a_bytes, int64_t b, int64_t b_bytes) { return a < b + b_bytes && b < a + a_bytes; }

// An output may stand on an input only where the kernel allows it, and scratch on neither.
void verify_step(const Plan& plan, const Step& step) {
  const Operator& op = plan.op(step);
  const auto bytes = [&](TensorId id) { return plan.graph.tensors[id].bytes(); };
  for (TensorId output : op.outputs) {
    for (size_t i = 0; i < op.inputs.size(); ++i) {
      const TensorId input = op.inputs[i];
      if (input == absent_tensor || plan.offsets[input] < 0) continue;
      if (!overlap(plan.offsets[input], bytes(input), plan.offsets[output], bytes(output))) continue;
      const int allowed = step.variant->in_place_input;
      ensure(allowed >= 0 && plan.offsets[op.inputs[allowed]] == plan.offsets[output] &&
                 plan.offsets[input] == plan.offsets[output],
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
