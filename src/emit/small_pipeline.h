// For tests: a small pipeline for streams and one for pictures, with a model of made-up weights, and a recording.
#pragma once

#include <cmath>
#include <random>

#include "emit/pipeline.h"
#include "graph/text.h"
#include "signal/image/parameters.h"
#include "signal/mfcc/parameters.h"

namespace mote {

inline PipelineDescription small_stream() {
  PipelineDescription description;
  description.chain = {MfccParameters{}, {}, 16000};
  description.labels = {"yes", "no", "silence"};
  description.decision = {2, 0.1f, 200, {"silence"}};
  description.inference_ms = 100;
  return description;
}

inline PipelineDescription small_pictures() {
  PipelineDescription description;
  description.chain.block = ImageParameters{};
  description.chain.sensor = {ElementType::uint8, 0, 3, 8, 6, ""};
  description.labels = {"cat", "dog?\?/\"quoted\""};
  description.decision.threshold = 0.01f;
  return description;
}

// One fully connected layer and a softmax.
inline Graph small_model(const PipelineDescription& description) {
  const Shape shape = layout_of(description.chain).shape;
  const int64_t features = element_count(shape), labels = static_cast<int64_t>(description.labels.size());
  std::mt19937 random(5);
  std::string weights;
  for (int64_t i = 0; i < features * labels; ++i) weights += fmt::format("{} ", static_cast<int>(random() % 255) - 127);
  const bool picture = description.chain.sensor.is_picture();
  const float scale = picture ? 1 / 255.0f : 0.5847029f;
  const int zero_point = picture ? -128 : 83;
  return parse_graph(
      fmt::format("graph \"small\"\n"
                  "input %0 int8[1x{}] scale={} zero_point={} \"features\"\n"
                  "constant %1 int8[{}x{}] scale=0.01 \"weights\" = [{}]\n"
                  "%2 int8[1x{}] scale={} zero_point={} \"flat\" = reshape(%0) shape=1,{} \"flatten\"\n"
                  "%3 int8[1x{}] scale=0.5 \"sums\" = fully_connected(%2, %1, _) \"head\"\n"
                  "%4 int8[1x{}] scale=0.00390625 zero_point=-128 \"scores\" = softmax(%3) \"softmax\"\n"
                  "output %4\n",
                  to_string(shape), scale, zero_point, labels, features, weights, features, scale, zero_point, features,
                  labels, labels));
}

// Tones that change, with pauses and noise.
inline std::vector<int16_t> small_recording(int samples) {
  std::mt19937 random(11);
  std::vector<int16_t> recording;
  for (int n = 0; n < samples; ++n) {
    const double loud = n / 3000 % 3 == 0 ? 50 : 9000;
    const double tone = std::sin(n * (0.05 + 0.03 * (n / 5000)));
    recording.push_back(static_cast<int16_t>(std::lround(loud * tone) + static_cast<int>(random() % 21) - 10));
  }
  return recording;
}

}  // namespace mote
