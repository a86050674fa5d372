// What neighbouring instructions of a straight stretch of code mean to each other in the pipelines of the cores: who
// waits for whose result, and which go together. Core models take what is theirs (target/cores/).
#pragma once

#include "device/instruction.h"
#include "device/operands.h"

namespace mote {

// What one instruction adds, by the instruction before it or by those in flight.
struct NeighbourCounts {
  int load_pipelined = 0;  // a load or store right behind a load that does not feed its address: M3, M4
  int store_indexed = 0;   // a store with a register offset that is not pipelined: M3, M4
  int load_use = 0;        // reads what the instruction before loaded: M33, M55
  int late_use = 0;        // reads what the instruction before computed in a late stage: M33, M55
  int narrow_pair = 0;     // goes together with the 16-bit instruction before: M33, M55
  int vector_wait = 0;     // a vector instruction that waits for the pipe or the result of the one before: M55
  int dual_pair = 0;       // goes together with the instruction before: M7
  int dual_wait = 0;       // cycles that it waits for results: M7
};

// Two instructions a cycle in order, as the M7 issues them. Rules and latencies: LLVM's model (ARMScheduleM7.td).
class DualIssue {
 public:
  void add(const DecodedInstruction& instruction, const Operands& operands, NeighbourCounts& counts);

 private:
  bool goes_with_first(const DecodedInstruction& instruction, const Operands& operands) const;

  int cycle_ = 0;       // in which the first of the possible pair was issued
  int next_cycle_ = 1;  // the next that is free
  bool open_ = false;   // whether a second one may join
  DecodedInstruction first_;
  Operands first_operands_;
  int ready_[24] = {};  // by register: the cycle in which a plain operation may read it
};

class Neighbours {
 public:
  NeighbourCounts add(const DecodedInstruction& instruction, const Operands& operands);

 private:
  DecodedInstruction before_;
  Operands before_operands_;
  bool started_ = false, before_paired_ = false;
  DualIssue dual_;
};

}  // namespace mote
