// Runs a firmware on its emulated machine, or a graph on the host, over files of tensors.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "base/npy.h"
#include "device/firmware.h"
#include "graph/execute.h"

namespace mote {

struct RunOptions {
  bool reset_each = false;  // clear the program's state before every sample
  double timeout_seconds = 3600;
  std::vector<std::string> emulator_arguments;  // beside those of the machine
};

struct RunResult {
  std::vector<Array> outputs;  // one for each output, the first axis counts samples
  int64_t samples = 0;
  std::optional<int64_t> stack_bytes;  // the deepest in any sample; not measured on the host
};

// One array for each input in order. Its first axis counts samples; a missing axis of 1 behind it is accepted, and for
// a single sample so is a missing first one. Throws InputError where type or shape don't fit, where the firmware
// faults, and where it takes longer than the timeout.
RunResult run_on_device(const Firmware& firmware, std::span<const Array> inputs, const RunOptions& options = {});

// The same by the host executor, without compiling anything.
RunResult run_on_host(const Graph& graph, std::span<const Array> inputs);

// The number of samples in `array` for this port; throws InputError as above.
int64_t samples_in(const Array& array, const ProgramPort& port);

}  // namespace mote
