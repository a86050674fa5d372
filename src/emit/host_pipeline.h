// The pipeline on the host: what the emitted one computes, by the same kernels, without compiling anything.
#pragma once

#include <functional>

#include "emit/pipeline.h"
#include "graph/execute.h"
#include "signal/chain/kernel_stream.h"

namespace mote {

class HostPipeline {
 public:
  // Throws InputError as check_pipeline does.
  HostPipeline(Graph graph, const PipelineDescription& description);

  // Samples as they come, the channels interleaved; on_decision is called where there is a decision.
  using OnDecision = std::function<void(const device::Decision&)>;
  void push(std::span<const int16_t> samples, const OnDecision& on_decision);
  // The label is -1 where there is no decision.
  device::Decision decide(std::span<const uint8_t> pixels);
  void reset();

  // The model's output for features, and for one recording or picture.
  std::vector<int8_t> scores_of(std::span<const int8_t> features);
  template <class Sample>
  std::vector<int8_t> scores(std::span<const Sample> samples) {
    return scores_of(chain_.features_of(samples));
  }

  const SignalChain& chain() const { return chain_; }

 private:
  void compute_frame(const int16_t* window, int8_t* row);

  Executor executor_;
  SignalChain chain_;
  Decider decider_;
  device::StreamLayer stream_;
  device::StreamState state_{};
  std::vector<int16_t> window_;
  std::vector<int8_t> ring_;
  std::vector<uint8_t> scratch_;
};

}  // namespace mote
