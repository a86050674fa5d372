// Pairs and waits.
#include "device/neighbours.h"

namespace mote {
namespace {

using Class = InstructionClass;

bool multiplies(Class kind) {
  return kind == Class::multiply || kind == Class::multiply_accumulate || kind == Class::multiply_long;
}
bool loads_one(const DecodedInstruction& instruction) { return instruction.kind == Class::load; }
bool moves_many(Class kind) { return kind == Class::load_store_multiple; }
bool is_float(Class kind) { return kind == Class::float_arithmetic || kind == Class::float_divide; }

// The register that a multiple load fills last: the others have arrived when it ends.
uint32_t last_loaded(const Operands& operands) {
  const uint32_t loaded = operands.writes & ~operands.updates & 0xffff;
  return loaded == 0 ? 0 : 1u << (31 - __builtin_clz(loaded));
}

bool waits_for_load(const DecodedInstruction& before, const Operands& operands_before, const Operands& operands) {
  if (loads_one(before)) return (operands_before.writes & ~operands_before.updates & operands.reads) != 0;
  return moves_many(before.kind) && operands_before.late && (last_loaded(operands_before) & operands.reads) != 0;
}

bool waits_for_vector(const Operands& before, const Operands& operands) {
  if (before.pipe == VectorPipe::none || operands.pipe == VectorPipe::none) return false;
  return before.pipe == operands.pipe || (before.pipe == VectorPipe::multiply && (before.writes & operands.reads) != 0);
}

// After how many cycles a plain operation may read the result.
int latency(const DecodedInstruction& instruction, const Operands& operands) {
  if (loads_one(instruction)) return operands.small ? 2 : 1;
  if (multiplies(instruction.kind) || (operands.simd && operands.late)) return 2;
  return 1;
}

int duration(const DecodedInstruction& instruction) {
  return moves_many(instruction.kind) ? (instruction.registers + 1) / 2 : 1;
}

bool goes_alone(const DecodedInstruction& instruction) {
  return moves_many(instruction.kind) || instruction.kind == Class::divide;
}

}  // namespace

bool DualIssue::goes_with_first(const DecodedInstruction& instruction, const Operands& operands) const {
  if (!open_ || goes_alone(first_) || goes_alone(instruction)) return false;
  if (operands.simd) return false;  // these go first only
  if ((operands.reads | operands.writes) & first_operands_.writes) return false;
  const Class a = first_.kind, b = instruction.kind;
  if (multiplies(a) && multiplies(b)) return false;
  if (is_float(a) && is_float(b)) return false;
  if (a == b && (a == Class::store || a == Class::branch)) return false;
  return first_operands_.shifted == 0 || operands.shifted == 0;
}

void DualIssue::add(const DecodedInstruction& instruction, const Operands& operands, NeighbourCounts& counts) {
  int earliest = 0;
  for (int r = 0; r < 24; ++r) {
    const uint32_t bit = 1u << r;
    if (!(operands.reads & bit)) continue;
    const int early = (operands.address | operands.shifted) & bit ? 1 : 0;
    const int forwarded = operands.accumulates & bit ? 1 : 0;
    if (ready_[r] + early - forwarded > earliest) earliest = ready_[r] + early - forwarded;
  }
  const bool pair = earliest <= cycle_ && goes_with_first(instruction, operands);
  const int issued = pair ? cycle_ : earliest > next_cycle_ ? earliest : next_cycle_;
  counts.dual_pair = pair;
  if (!pair) counts.dual_wait = issued - next_cycle_;
  for (int r = 0; r < 24; ++r)
    if (operands.writes >> r & 1) ready_[r] = issued + (operands.updates >> r & 1 ? 0 : latency(instruction, operands));
  if (!pair) next_cycle_ = issued + duration(instruction);
  cycle_ = issued, open_ = !pair;
  first_ = instruction, first_operands_ = operands;
}

NeighbourCounts Neighbours::add(const DecodedInstruction& instruction, const Operands& operands) {
  NeighbourCounts counts;
  const bool moves_one = loads_one(instruction) || instruction.kind == Class::store;
  if (started_) {
    const uint32_t loaded = before_operands_.writes & ~before_operands_.updates;
    counts.load_pipelined = moves_one && loads_one(before_) && !(loaded & operands.address);
    counts.load_use = waits_for_load(before_, before_operands_, operands);
    const bool late = before_operands_.late && !loads_one(before_) && !moves_many(before_.kind);
    counts.late_use = late && before_.kind != Class::divide && (before_operands_.writes & operands.reads) != 0;
    counts.vector_wait = waits_for_vector(before_operands_, operands);
    counts.narrow_pair = !before_paired_ && operands.narrow && before_operands_.narrow &&
                         (operands.companion || before_operands_.companion) &&
                         !(before_operands_.writes & (operands.reads | operands.writes)) && !moves_many(before_.kind) &&
                         !moves_many(instruction.kind);
  }
  counts.store_indexed = operands.indexed && !counts.load_pipelined;
  dual_.add(instruction, operands, counts);
  started_ = true, before_paired_ = counts.narrow_pair;
  before_ = instruction, before_operands_ = operands;
  return counts;
}

}  // namespace mote
