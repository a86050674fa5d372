// The check of every compilation: what was planned computes the imported graph's outputs, on the host.
#pragma once

#include <vector>

#include "graph/execute.h"
#include "plan/plan.h"

namespace mote {

// Runs the imported graph by the portable kernels and the plan's graph by its kernels, on the real inputs and on as
// many made-up ones as the model's size allows in the time that a compilation takes. Returns how many. Throws
// InternalError naming the first tensor that differs.
int64_t check_equal(const Graph& imported, const Plan& plan, const std::vector<std::vector<Bytes>>& real_inputs);

// How the executor runs a plan's graph by the plan's kernels. Valid for one executor, while the plan lives.
Executor::Choose kernels_of(const Plan& plan);

}  // namespace mote
