// The whole compilation, from graph to C++ sources.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "emit/emitted_file.h"
#include "graph/execute.h"
#include "plan/plan.h"

namespace mote {

struct CompileOptions {
  std::string name = "model";   // the namespace of the emitted code; made an identifier where it is none
  std::string target = "host";  // a core's name
  Favor favor = Favor::speed;
  std::string command;  // for the banner
  std::string until;    // stop after the step of this name (compile_steps()); empty: all
  std::function<void(std::string_view step, const Graph&)> trace;  // called after each step that changed the graph
  bool no_softmax = false;  // leave off a softmax at the end: the outputs are the scores that go into it
  std::vector<std::vector<Bytes>> real_inputs;  // samples for the check, besides those it makes itself
  int64_t ram_bytes = -1;    // what the arena is made to fit where it can; below 0: no limit
  int64_t flash_bytes = -1;  // what tables and an allowance for code are made to fit where they can; below 0: no limit
};

struct Compilation {
  Plan plan;                       // plan.graph is the rewritten graph
  std::string name;                // of the namespace
  std::vector<EmittedFile> files;  // model.h, model.cpp, weights.h, weights.cpp, and the device code under mote/
  int64_t weight_bytes = 0;        // all tables
  int64_t checked_inputs = 0;      // on which the outputs were compared with the imported graph's; 0: not promised
};

// The names of the steps in order: the rewrites, "plan", "check", "emit".
std::vector<std::string_view> compile_steps();

// The emitted interface (all in namespace Compilation::name; N counts inputs, M outputs, from 0):
//   constexpr int32_t arena_bytes;               input, output and scratch included; the caller's, aligned to 16
//   constexpr int32_t step_count, input_count, output_count;
//   constexpr int32_t input_N_offset, input_N_bytes; constexpr float input_N_scale; constexpr int32_t
//   input_N_zero_point; inline TYPE* input_N(uint8_t* arena); inline const TYPE* output_M(const uint8_t* arena); and
//   input(), output() for the first of each; likewise output_M_offset, ... (scale 1 and zero point 0 where a tensor is
//   not quantized) void infer(uint8_t* arena);                  may overwrite the inputs
// MOTE_PROFILE(index) stands before step `index` (of Plan::steps) and, with step_count, after the last; it is empty
// unless defined on the command line.
// Throws UsageError where the target or `until` is unknown or there is no softmax to leave off, InputError where no
// kernel serves an operator, InternalError naming the first tensor in which the rewritten graph by the chosen kernels
// differs from the imported one by the portable kernels.
Compilation compile(Graph graph, const CompileOptions& options);

// Throws BudgetError where the weights or the arena alone exceed the memory that is there, naming the largest weights
// and the tensors at the peak. A limit below 0 is none.
void check_fits(const Compilation& compilation, int64_t flash_bytes, int64_t ram_bytes);

}  // namespace mote
