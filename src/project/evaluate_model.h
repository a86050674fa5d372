// Evaluating a MODEL over a file of samples, on the host or on an emulated device.
#pragma once

#include <string>

#include "evaluate/evaluate.h"

namespace mote {

struct EvaluateRequest {
  std::string model, target = "host", input, labels, output;
  std::string score = "classes";  // or "reconstruction"
  FeedOptions feed;
};

// Writes the outputs to `output` where it is given. Throws UsageError where input or labels are missing.
Evaluation evaluate_model(const EvaluateRequest& request);

}  // namespace mote
