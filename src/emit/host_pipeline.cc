// The pipeline on the host.
#include "emit/host_pipeline.h"

namespace mote {
namespace {

const Graph& checked(const Graph& graph, const PipelineDescription& description) {
  check_pipeline(graph, description);
  return graph;
}

}  // namespace

HostPipeline::HostPipeline(Graph graph, const PipelineDescription& description)
    : executor_(checked(graph, description)),
      chain_(description.chain, feature_quantization(graph, description)),
      decider_(lower_decision(description.decision, description.labels, graph.output(0).quantization,
                              inference_ms(description))) {
  const ChainLayout& layout = chain_.layout();
  stream_ = {layout.frame.window_samples, layout.frame.hop_samples, layout.frames,
             static_cast<int32_t>(layout.frame.features()), stride_frames(description)};
  window_.resize(layout.frame.window_samples);
  ring_.resize(layout.features());
  scratch_.resize(chain_.lowered().scratch_bytes);
}

void HostPipeline::compute_frame(const int16_t* window, int8_t* row) {
  void* const pointers[] = {const_cast<int16_t*>(window), row, scratch_.data()};
  chain_.lowered().run(std::span(pointers, chain_.lowered().takes_scratch ? 3 : 2));
}

void HostPipeline::push(std::span<const int16_t> samples, const OnDecision& on_decision) {
  ensure(!chain_.description().sensor.is_picture(), "samples were pushed to a pipeline for pictures");
  const auto ready = [&] {
    std::vector<int8_t> features(ring_.size());
    device::stream_features(stream_, state_, ring_.data(), features.data());
    const device::Decision decision = decider_.add(scores_of(features));
    if (decision.label >= 0) on_decision(decision);
  };
  device::stream_push(
      stream_, state_, window_.data(), ring_.data(), samples.data(), static_cast<int32_t>(samples.size()),
      [&](const int16_t* window, int8_t* row) { compute_frame(window, row); }, ready);
}

device::Decision HostPipeline::decide(std::span<const uint8_t> pixels) { return decider_.add(scores(pixels)); }

void HostPipeline::reset() {
  state_ = {};
  decider_.reset();
}

std::vector<int8_t> HostPipeline::scores_of(std::span<const int8_t> features) {
  const Bytes input(features.begin(), features.end());
  const std::vector<Bytes> outputs = executor_.run(std::span(&input, 1));
  return {outputs[0].begin(), outputs[0].end()};
}

}  // namespace mote
