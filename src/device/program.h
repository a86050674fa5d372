// What can be built into a firmware and run: emitted sources, and the adapter that ties them to the runner. A compiled
// model becomes one here; a pipeline brings its own adapter.
#pragma once

#include <string>
#include <vector>

#include "emit/compile.h"

namespace mote {

// One input or output, as a file of tensors sees it; the first axis of such a file counts samples.
struct ProgramPort {
  std::string name;
  ElementType type = ElementType::float32;
  Shape shape;  // of one sample
  int64_t bytes() const { return element_count(shape) * static_cast<int64_t>(byte_size(type)); }
};

struct Program {
  std::string name;
  const Core* core = nullptr;
  Favor favor = Favor::speed;
  std::vector<EmittedFile> files;
  std::string adapter;             // C++ that defines what device/runner/program.h declares
  std::vector<std::string> roots;  // of the functions that an application calls: how their linker names begin
  std::vector<ProgramPort> inputs, outputs;
  int64_t arena_bytes = 0;  // memory that the caller provides
  int64_t weight_bytes = 0;
};

Program program_of(const Compilation& compilation);

// How the linker's name of NAMESPACE::FUNCTION begins, whatever its parameters: "_ZN5model5inferE".
std::string linker_name(const std::string& space, const std::string& function);

}  // namespace mote
