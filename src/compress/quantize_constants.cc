// Weights become symmetric int8, biases int32 at input scale times weight scale, other constants asymmetric int8.
#include "compress/quantize_constants.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "compress/quantize.h"

namespace mote {
namespace {

// How a constant is cut into channels: element i belongs to channel (i / inner) % channels.
struct Channels {
  int64_t count = 1, inner = 1;
  int32_t axis = 0;
  int64_t of(int64_t element) const { return element / inner % count; }
};

Channels channels_of(const Shape& shape, int32_t axis) {
  Channels result{shape[axis], 1, axis};
  for (size_t i = axis + 1; i < shape.size(); ++i) result.inner *= shape[i];
  return result;
}

// Scales that use the whole of -127..127, and no less than a bias needs to stay far within int32.
std::vector<float> weight_scales(const std::vector<float>& weights, const std::vector<float>& bias, float input_scale,
                                 const Channels& channels) {
  std::vector<float> largest(static_cast<size_t>(channels.count), 0.0f);
  for (size_t i = 0; i < weights.size(); ++i) {
    float& value = largest[channels.of(static_cast<int64_t>(i))];
    value = std::max(value, std::abs(weights[i]));
  }
  for (size_t channel = 0; channel < largest.size(); ++channel) {
    largest[channel] = largest[channel] > 0 ? largest[channel] / 127 : 1.0f;
  }
  for (size_t i = 0; i < bias.size(); ++i) {
    float& scale = largest[largest.size() == bias.size() ? i : 0];
    scale = std::max(scale, std::abs(bias[i]) / (input_scale * 0x1p30f));
  }
  return largest;
}

Tensor quantized_weights(const Tensor& weights, const std::vector<float>& scales, const Channels& channels) {
  const std::vector<float> values = weights.values<float>();
  std::vector<int8_t> result(values.size());
  for (size_t i = 0; i < values.size(); ++i) {
    const float scale = scales[channels.of(static_cast<int64_t>(i))];
    result[i] = static_cast<int8_t>(std::clamp<long>(std::lround(values[i] / scale), -127, 127));
  }
  Tensor quantized{weights.name, ElementType::int8, weights.shape, {scales, {}, channels.axis}, {}};
  quantized.quantization.zero_points.assign(scales.size(), 0);
  if (scales.size() == 1) quantized.quantization.axis = 0;
  quantized.set_values<int8_t>(result);
  return quantized;
}

Tensor quantized_bias(const Tensor& bias, float input_scale, const std::vector<float>& weight_scales) {
  const std::vector<float> values = bias.values<float>();
  std::vector<int32_t> result(values.size());
  Quantization quantization;
  for (float scale : weight_scales) {
    quantization.scales.push_back(input_scale * scale);
    quantization.zero_points.push_back(0);
  }
  for (size_t i = 0; i < values.size(); ++i)
    result[i] = static_cast<int32_t>(std::llround(values[i] / quantization.scale(i)));
  Tensor quantized{bias.name, ElementType::int32, bias.shape, quantization, {}};
  quantized.set_values<int32_t>(result);
  return quantized;
}

// With the given quantization, or else one that spans its values.
Tensor quantized_operand(const Tensor& operand, const std::optional<Quantization>& given) {
  const std::vector<float> values = operand.values<float>();
  const auto [min, max] = std::minmax_element(values.begin(), values.end());
  Tensor quantized{operand.name, ElementType::int8, operand.shape, activation_quantization({*min, *max}), {}};
  quantized.quantization = given.value_or(quantized.quantization);
  std::vector<int8_t> result;
  for (float value : values) {
    const long integer = std::lround(value / quantized.quantization.scale()) + quantized.quantization.zero_point();
    result.push_back(static_cast<int8_t>(std::clamp<long>(integer, -128, 127)));
  }
  quantized.set_values<int8_t>(result);
  return quantized;
}

// The axis of the weights that counts output channels, or -1 for an operator without weights.
int32_t output_axis(std::string_view operator_name) {
  if (operator_name == "conv2d" || operator_name == "fully_connected") return 0;
  if (operator_name == "depthwise_conv2d") return 3;
  return -1;
}

}  // namespace

void quantize_constants(Graph& graph, bool per_channel_fully_connected) {
  const std::vector<Tensor> originals = graph.tensors;
  std::vector<bool> written(originals.size(), false);
  // The operator's input becomes `tensor`: in place the first time, as a new tensor where it differs from then on.
  const auto put = [&](TensorId& id, Tensor tensor) {
    if (!written[id]) {
      written[id] = true;
      graph.tensors[id] = std::move(tensor);
    } else if (!(graph.tensors[id] == tensor)) {
      tensor.name += "_copy";
      id = graph.add(std::move(tensor));
      written.push_back(true);
    }
  };
  for (Operator& op : graph.operators) {
    const std::string_view name = op.attributes.operator_name();
    const int32_t axis = output_axis(name);
    if (axis < 0) {
      std::optional<Quantization> given;
      if (name == "concatenate") given = graph.tensors[op.outputs[0]].quantization;
      for (TensorId& id : op.inputs)
        if (id != absent_tensor && id < static_cast<TensorId>(originals.size()) && originals[id].constant() &&
            originals[id].type == ElementType::float32)
          put(id, quantized_operand(originals[id], given));
      continue;
    }
    const Tensor& weights = originals[op.inputs[1]];
    if (!weights.constant()) fail("quantization: {} '{}': weights are computed, expected constant", name, op.name);
    const bool has_bias = op.inputs.size() > 2 && op.inputs[2] != absent_tensor;
    Channels channels = channels_of(weights.shape, axis);
    if (name == "fully_connected" && !per_channel_fully_connected) channels = {1, weights.elements(), 0};
    const float input_scale = graph.tensors[op.inputs[0]].quantization.scale();
    const std::vector<float> bias = has_bias ? originals[op.inputs[2]].values<float>() : std::vector<float>{};
    const std::vector<float> scales = weight_scales(weights.values<float>(), bias, input_scale, channels);
    put(op.inputs[1], quantized_weights(weights, scales, channels));
    if (has_bias) put(op.inputs[2], quantized_bias(originals[op.inputs[2]], input_scale, scales));
  }
}

}  // namespace mote
