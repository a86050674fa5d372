// What makes a decision of scores, as mote.toml says it; ready for the kernel, and the same on the host.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/lowered.h"
#include "base/tensor.h"
#include "signal/decision/kernel_decision.h"

namespace mote {

struct DecisionParameters {
  int32_t smoothing = 1;                // inferences whose scores are averaged
  float threshold = 0.5f;               // of the average, as the model gives it; 0 to 1 behind a softmax
  int32_t rest_ms = 0;                  // after a decision, in which there is no other
  std::vector<std::string> unreported;  // labels that win without being told: "_silence_"
};

// The kernel device::decide: scores, decision, and its memory as scratch. `inference_ms`: from one inference to the
// next; 0 where there is no such time (pictures). Throws InputError where a parameter is out of range or a label
// unknown.
Lowered lower_decision(const DecisionParameters& parameters, const std::vector<std::string>& labels,
                       const Quantization& scores, double inference_ms);

// Decisions on the host, inference by inference.
class Decider {
 public:
  explicit Decider(Lowered lowered) : lowered_(std::move(lowered)) { reset(); }
  device::Decision add(std::span<const int8_t> scores);
  void reset() { memory_.assign(lowered_.scratch_bytes, 0); }

 private:
  Lowered lowered_;
  std::vector<uint8_t> memory_;
};

}  // namespace mote
