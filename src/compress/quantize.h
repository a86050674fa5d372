// Post-training quantization: a float graph and calibrated ranges become an int8 graph with TFLite's conventions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compress/calibration.h"

namespace mote {

struct QuantizationOptions {
  CalibrationOptions calibration;
  bool per_channel_fully_connected = false;
  std::optional<Quantization> input;  // of the graph's first input, where the signal block before it fixes it
};

// Asymmetric int8 for [min, max], widened to hold zero, which it represents exactly.
Quantization activation_quantization(ValueRange range);

// Folds batch norms and fuses activations, so that each layer has the range that the device will see. Calibrate this
// graph.
Graph prepare_for_quantization(const Graph& float_graph);

// `prepared` with int8 inputs, outputs, activations and weights (symmetric, a scale for each channel) and int32 biases;
// tensors keep their ids. Throws InputError naming all operators that have no int8 form.
Graph quantize_int8(const Graph& prepared, const Calibration& calibration, const QuantizationOptions& options = {});

struct LayerError {
  std::string name, operator_name;
  double signal_to_noise_db = 0;  // of the layer's dequantized output against the float graph's
};

struct QuantizationReport {
  std::vector<LayerError> layers;  // in execution order
  int64_t samples = 0;
  double agreement = 0;                                 // part of the samples whose largest output is the same
  std::optional<double> float_accuracy, int8_accuracy;  // on those samples, where labels were given
  std::vector<LayerError> worst(size_t count) const;    // those that lose most against the layer before them
};

// Runs both graphs on every sample. `labels` may be empty.
QuantizationReport compare_quantized(const Graph& prepared, const Graph& quantized, const SampleSource& samples,
                                     const std::vector<int32_t>& labels = {});

struct QuantizedModel {
  Graph prepared, graph;
  QuantizationReport report;
};

// All of it: prepare, calibrate, quantize, compare.
QuantizedModel quantize_model(const Graph& float_graph, const SampleSource& samples,
                              const QuantizationOptions& options = {}, const std::vector<int32_t>& labels = {});

// A float input as the quantized graph's bytes, and its output as float.
Bytes quantized_bytes(const Tensor& like, const Bytes& float_bytes);
std::vector<float> dequantized_values(const Tensor& like, const Bytes& bytes);

}  // namespace mote
