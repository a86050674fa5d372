// Decision parameters against a model's output.
#include "signal/decision/decision.h"

#include <algorithm>
#include <cmath>

#include "base/fixed_point.h"

namespace mote {
namespace {

constexpr int32_t longest_smoothing = 256;
constexpr double longest_rest_ms = 3600e3;

void check(const DecisionParameters& p, const std::vector<std::string>& labels) {
  if (p.smoothing < 1 || p.smoothing > longest_smoothing)
    fail("decision: smoothing is {}, expected 1 to {} inferences", p.smoothing, longest_smoothing);
  if (!std::isfinite(p.threshold)) fail("decision: threshold is {}, expected a number", p.threshold);
  if (p.rest_ms < 0 || p.rest_ms > longest_rest_ms)
    fail("decision: rest_ms is {}, expected 0 to {}", p.rest_ms, longest_rest_ms);
  for (const std::string& label : p.unreported)
    if (std::find(labels.begin(), labels.end(), label) == labels.end())
      fail("decision: '{}' is no label, expected {}", label, fmt::join(labels, ", "));
}

std::vector<int8_t> reported_labels(const DecisionParameters& p, const std::vector<std::string>& labels) {
  std::vector<int8_t> reported;
  for (const std::string& label : labels)
    reported.push_back(std::find(p.unreported.begin(), p.unreported.end(), label) == p.unreported.end());
  return reported;
}

}  // namespace

Lowered lower_decision(const DecisionParameters& p, const std::vector<std::string>& labels, const Quantization& scores,
                       double inference_ms) {
  check(p, labels);
  const QuantizedMultiplier thousandths = quantize_multiplier(1000.0 * scores.scale());
  const double threshold = std::ceil(p.threshold / scores.scale() - 1e-6) + scores.zero_point();
  device::DecisionLayer layer{};
  layer.labels = static_cast<int32_t>(labels.size()), layer.averaged = p.smoothing;
  layer.threshold = static_cast<int32_t>(std::clamp(threshold, -128.0, 128.0));  // 128: never reached
  layer.rest = inference_ms > 0 ? static_cast<int32_t>(std::ceil(p.rest_ms / inference_ms)) : 0;
  layer.zero_point = scores.zero_point();
  layer.score_multiplier = thousandths.multiplier, layer.score_shift = thousandths.shift;
  const auto visit = [](device::DecisionLayer& l, auto&& f) {
    f("labels", l.labels), f("averaged", l.averaged), f("threshold", l.threshold), f("rest", l.rest);
    f("zero_point", l.zero_point), f("score_multiplier", l.score_multiplier), f("score_shift", l.score_shift);
    f("reported", l.reported);
  };
  const int64_t memory_bytes =
      static_cast<int64_t>(sizeof(device::DecisionState)) + int64_t{layer.labels} * p.smoothing;
  return lowered("DecisionLayer", layer, visit, {Table::of<int8_t>("reported", reported_labels(p, labels))}, {0},
                 &device::decide<device::DecisionLayer>, memory_bytes);
}

device::Decision Decider::add(std::span<const int8_t> scores) {
  device::Decision decision{};
  void* const pointers[] = {const_cast<int8_t*>(scores.data()), &decision, memory_.data()};
  lowered_.run(pointers);
  return decision;
}

}  // namespace mote
