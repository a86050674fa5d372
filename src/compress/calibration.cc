// Ranges of activations: a pass over the samples for minima and maxima, a second one for histograms between them.
#include "compress/calibration.h"

#include <algorithm>
#include <cmath>

namespace mote {
namespace {

constexpr int64_t bins = 2048;
constexpr std::string_view range_method_names[] = {"min_max", "percentile", "mse"};

// Calls `use(tensor id, values)` for every float activation of every sample.
void for_each_activation(const Graph& graph, const SampleSource& samples,
                         const std::function<void(TensorId, std::span<const float>)>& use) {
  Executor executor(graph);
  const auto visit = [&](TensorId id, const Bytes& bytes) {
    if (graph.tensors[id].type != ElementType::float32 || graph.tensors[id].constant()) return;
    use(id, {reinterpret_cast<const float*>(bytes.data()), bytes.size() / sizeof(float)});
  };
  for (int64_t i = 0; i < samples.count; ++i) {
    const std::vector<Bytes> inputs = samples.inputs(i);
    executor.run(inputs);
    for (size_t input = 0; input < inputs.size(); ++input) visit(graph.inputs[input], inputs[input]);
    for (const Operator& op : graph.operators)
      for (TensorId id : op.outputs) visit(id, executor.value(id));
  }
}

int64_t bin_of(float value, ValueRange range) {
  const double part = (value - range.min) / std::max(range.max - range.min, 1e-30f);
  return std::clamp<int64_t>(static_cast<int64_t>(part * bins), 0, bins - 1);
}

float bin_edge(int64_t bin, int64_t count, ValueRange range) {
  return static_cast<float>(range.min +
                            (double{range.max} - range.min) * static_cast<double>(bin) / static_cast<double>(count));
}

// Squared error of values that are clipped to `kept` and rounded to 255 steps in it.
double squared_error(const std::vector<int64_t>& histogram, ValueRange range, ValueRange kept) {
  const double step = (double{kept.max} - kept.min) / 255, rounding = step * step / 12;
  double sum = 0;
  const auto count = static_cast<int64_t>(histogram.size());
  for (int64_t bin = 0; bin < count; ++bin) {
    const double value = (bin_edge(bin, count, range) + bin_edge(bin + 1, count, range)) / 2;
    const double clipped = std::clamp<double>(value, kept.min, kept.max) - value;
    sum += static_cast<double>(histogram[bin]) * (clipped * clipped + rounding);
  }
  return sum;
}

}  // namespace

RangeMethod range_method_named(std::string_view name) {
  const auto* found = std::find(std::begin(range_method_names), std::end(range_method_names), name);
  if (found == std::end(range_method_names))
    fail("there is no calibration '{}', expected {}", name, fmt::join(range_method_names, ", "));
  return static_cast<RangeMethod>(found - std::begin(range_method_names));
}

ValueRange percentile_range(const std::vector<int64_t>& histogram, ValueRange range, double percentile) {
  int64_t total = 0;
  for (int64_t count : histogram) total += count;
  const double cut = static_cast<double>(total) * (1 - percentile / 100);
  const auto count = static_cast<int64_t>(histogram.size());
  int64_t first = 0, last = count;
  for (double below = 0; first < last - 1 && (below += static_cast<double>(histogram[first])) <= cut;) ++first;
  for (double above = 0; last > first + 1 && (above += static_cast<double>(histogram[last - 1])) <= cut;) --last;
  return {bin_edge(first, count, range), bin_edge(last, count, range)};
}

// Both ends are drawn in together, in steps of a hundredth, towards zero: an end at zero stays there.
ValueRange mse_range(const std::vector<int64_t>& histogram, ValueRange range) {
  ValueRange best = range;
  double best_error = squared_error(histogram, range, range);
  for (int percent = 99; percent >= 20; --percent) {
    const float part = static_cast<float>(percent) / 100;
    const ValueRange kept{std::min(range.min, 0.0f) * part, std::max(range.max, 0.0f) * part};
    const double error = squared_error(histogram, range, kept);
    if (error < best_error) best = kept, best_error = error;
  }
  return best;
}

Calibration calibrate(const Graph& graph, const SampleSource& samples, const CalibrationOptions& options) {
  if (samples.count == 0) fail("calibration: there are no samples; give at least one, better a hundred");
  Calibration result{std::vector<ValueRange>(graph.tensors.size())};
  for_each_activation(graph, samples, [&](TensorId id, std::span<const float> values) {
    ValueRange& range = result.ranges[id];
    for (float value : values) {
      if (!std::isfinite(value)) fail("calibration: tensor '{}' becomes {}", graph.tensors[id].name, value);
      range.min = std::min(range.min, value), range.max = std::max(range.max, value);
    }
  });
  if (options.method == RangeMethod::min_max) return result;

  std::vector<std::vector<int64_t>> histograms(graph.tensors.size());
  for_each_activation(graph, samples, [&](TensorId id, std::span<const float> values) {
    histograms[id].resize(bins);
    for (float value : values) ++histograms[id][bin_of(value, result.ranges[id])];
  });
  for (size_t id = 0; id < histograms.size(); ++id) {
    if (histograms[id].empty()) continue;
    result.ranges[id] = options.method == RangeMethod::mse
                            ? mse_range(histograms[id], result.ranges[id])
                            : percentile_range(histograms[id], result.ranges[id], options.percentile);
  }
  return result;
}

}  // namespace mote
