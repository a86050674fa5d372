// The whole way to int8, and what was lost on it: both graphs side by side on the same samples.
#include <algorithm>
#include <cmath>

#include "compress/quantize.h"
#include "rewrite/passes.h"

namespace mote {
namespace {

struct Energy {
  double signal = 0, noise = 0;
  // No noise at all counts as 200 dB.
  double ratio_db() const { return noise > 0 && signal > 0 ? 10 * std::log10(signal / noise) : noise > 0 ? 0 : 200; }
};

void add_energy(Energy& energy, std::span<const float> exact, std::span<const float> approximate) {
  for (size_t i = 0; i < exact.size(); ++i) {
    const double difference = double{approximate[i]} - exact[i];
    energy.signal += double{exact[i]} * exact[i];
    energy.noise += difference * difference;
  }
}

std::vector<float> floats_of(const Bytes& bytes) {
  std::vector<float> values(bytes.size() / sizeof(float));
  std::memcpy(values.data(), bytes.data(), bytes.size());
  return values;
}

int64_t largest_of(const std::vector<float>& values) {
  return std::max_element(values.begin(), values.end()) - values.begin();
}

}  // namespace

Graph prepare_for_quantization(const Graph& float_graph) {
  Graph graph = float_graph;
  run_passes(graph);
  return graph;
}

Bytes quantized_bytes(const Tensor& like, const Bytes& float_bytes) {
  if (like.type == ElementType::float32) return float_bytes;
  ensure(like.type == ElementType::int8, "tensor '{}' is {}, expected int8", like.name, name_of(like.type));
  Bytes bytes;
  for (float value : floats_of(float_bytes)) {
    const float steps =
        std::round(value / like.quantization.scale()) + static_cast<float>(like.quantization.zero_point());
    bytes.push_back(static_cast<uint8_t>(static_cast<int8_t>(std::clamp(steps, -128.0f, 127.0f))));
  }
  return bytes;
}

std::vector<float> dequantized_values(const Tensor& like, const Bytes& bytes) {
  if (like.type == ElementType::float32) return floats_of(bytes);
  ensure(like.type == ElementType::int8, "tensor '{}' is {}, expected int8", like.name, name_of(like.type));
  std::vector<float> values;
  for (uint8_t byte : bytes) {
    const int32_t steps = int32_t{static_cast<int8_t>(byte)} - like.quantization.zero_point();
    values.push_back(like.quantization.scale() * static_cast<float>(steps));
  }
  return values;
}

QuantizationReport compare_quantized(const Graph& prepared, const Graph& quantized, const SampleSource& samples,
                                     const std::vector<int32_t>& labels) {
  ensure(labels.empty() || static_cast<int64_t>(labels.size()) == samples.count, "{} labels of {} samples",
         labels.size(), samples.count);
  Executor exact(prepared), approximate(quantized);
  std::vector<Energy> energies(prepared.operators.size());
  int64_t agreeing = 0, float_hits = 0, int8_hits = 0;
  for (int64_t i = 0; i < samples.count; ++i) {
    const std::vector<Bytes> inputs = samples.inputs(i);
    std::vector<Bytes> integers;
    for (size_t n = 0; n < inputs.size(); ++n) integers.push_back(quantized_bytes(quantized.input(n), inputs[n]));
    const int64_t float_class = largest_of(floats_of(exact.run(inputs)[0]));
    const int64_t int8_class = largest_of(dequantized_values(quantized.output(0), approximate.run(integers)[0]));
    for (size_t n = 0; n < energies.size(); ++n) {
      const TensorId id = prepared.operators[n].outputs[0];
      add_energy(energies[n], floats_of(exact.value(id)),
                 dequantized_values(quantized.tensors[id], approximate.value(id)));
    }
    agreeing += float_class == int8_class;
    if (labels.empty()) continue;
    float_hits += float_class == labels[i], int8_hits += int8_class == labels[i];
  }
  QuantizationReport report;
  report.samples = samples.count;
  for (size_t n = 0; n < energies.size(); ++n) {
    const Operator& op = prepared.operators[n];
    report.layers.push_back({op.name, std::string(op.attributes.operator_name()), energies[n].ratio_db()});
  }
  const double count = static_cast<double>(std::max<int64_t>(samples.count, 1));
  report.agreement = static_cast<double>(agreeing) / count;
  if (!labels.empty()) {
    report.float_accuracy = static_cast<double>(float_hits) / count;
    report.int8_accuracy = static_cast<double>(int8_hits) / count;
  }
  return report;
}

std::vector<LayerError> QuantizationReport::worst(size_t count) const {
  std::vector<std::pair<double, size_t>> losses;
  for (size_t i = 0; i < layers.size(); ++i)
    losses.push_back({layers[i].signal_to_noise_db - (i > 0 ? layers[i - 1].signal_to_noise_db : 200), i});
  std::sort(losses.begin(), losses.end());
  std::vector<LayerError> result;
  for (size_t i = 0; i < std::min(count, losses.size()); ++i) result.push_back(layers[losses[i].second]);
  return result;
}

QuantizedModel quantize_model(const Graph& float_graph, const SampleSource& samples, const QuantizationOptions& options,
                              const std::vector<int32_t>& labels) {
  QuantizedModel model;
  model.prepared = prepare_for_quantization(float_graph);
  model.graph = quantize_int8(model.prepared, calibrate(model.prepared, samples, options.calibration), options);
  model.report = compare_quantized(model.prepared, model.graph, samples, labels);
  return model;
}

}  // namespace mote
