// The whole compilation, from graph to C++ sources.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "plan/plan.h"

namespace mote {

struct EmittedFile {
  std::string path;  // below the output folder: "model.cpp", "mote/ops/conv2d/kernel_int8.h"
  std::string content;
};

struct CompileOptions {
  std::string name = "model";      // the namespace of the emitted code
  std::string target = "host";     // a core's name
  Favor favor = Favor::speed;
  std::string command;             // for the banner
  std::string until;               // stop after the step of this name; empty: all
  std::function<void(std::string_view step, const Graph&)> trace;  // called after each step that changed the graph
};

struct Compilation {
  Plan plan;                        // plan.graph is the rewritten graph
  std::vector<EmittedFile> files;   // model.h, model.cpp, weights.cpp, and the device code they include under mote/
  int64_t weight_bytes = 0;         // all tables
};

// The emitted interface (all in namespace options.name; N counts inputs, M outputs, from 0):
//   constexpr int32_t arena_bytes;                       input, output and scratch included; arena aligned to 16
//   constexpr int32_t input_N_offset, input_N_bytes; constexpr float input_N_scale; constexpr int32_t input_N_zero_point;
//   inline TYPE* input_N(uint8_t* arena); inline const TYPE* output_M(const uint8_t* arena); and input(), output() for the
//   first of each; likewise output_M_offset, ...
//   void infer(uint8_t* arena);
// Between two steps stands MOTE_PROFILE(index), empty unless defined.
Compilation compile(Graph graph, const CompileOptions& options);

}  // namespace mote
