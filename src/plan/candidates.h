// The kernels that could run an operator, each lowered once however often it is asked for.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "plan/plan.h"

namespace mote {

struct Candidate {
  const Variant* variant;
  Lowered lowered;
  double cost;  // instructions
};

class Candidates {
 public:
  explicit Candidates(const Core& core) : core_(core) {}

  // Fastest first; empty where no kernel serves. The reference holds for good.
  const std::vector<Candidate>& of(const Graph& graph, const Operator& op);

 private:
  const Core& core_;
  std::map<std::string, std::vector<Candidate>> known_;
};

}  // namespace mote
