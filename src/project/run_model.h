// Running a MODEL over files of tensors, on the host or on an emulated device.
#pragma once

#include <string>
#include <vector>

namespace mote {

struct RunRequest {
  std::string model, target = "host", favor = "speed", until;
  std::vector<std::string> inputs, outputs;  // .npy files
  bool reset_each = false;
};

// Throws UsageError where there are not as many files as inputs and outputs, InputError for a wrong shape or type.
void run_model(const RunRequest& request);

}  // namespace mote
