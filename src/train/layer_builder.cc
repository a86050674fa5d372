// Appends operators with shapes by their own rules.
#include "train/layer_builder.h"

#include <cmath>

#include "ops/add/attributes.h"
#include "ops/average_pool2d/attributes.h"
#include "ops/batch_norm/attributes.h"
#include "ops/clamp/attributes.h"
#include "ops/conv2d/attributes.h"
#include "ops/depthwise_conv2d/attributes.h"
#include "ops/fully_connected/attributes.h"
#include "ops/reshape/attributes.h"
#include "ops/softmax/attributes.h"

namespace mote {
namespace {

struct Pads {
  int32_t before, after;
};

// TFLite's "same" where the stride is 1; with a stride as much after as before, which libtorch pads without a copy.
Pads pads_of(int32_t size, int32_t kernel, int32_t stride) {
  const int32_t outputs = (size + stride - 1) / stride;
  const int32_t missing = std::max(0, (outputs - 1) * stride + kernel - size);
  const int32_t before = stride > 1 ? (missing + 1) / 2 : missing / 2;
  return {before, stride > 1 ? before : missing - before};
}

template <class T>
T padded(const Window& window, const Shape& input) {
  T a;
  a.stride_height = window.stride_height, a.stride_width = window.stride_width;
  const Pads height = pads_of(input[1], window.height, window.stride_height);
  const Pads width = pads_of(input[2], window.width, window.stride_width);
  a.pad_top = height.before, a.pad_bottom = height.after, a.pad_left = width.before, a.pad_right = width.after;
  return a;
}

}  // namespace

LayerBuilder::LayerBuilder(std::string name, const NetworkShape& shape, uint64_t seed) : random_({seed, 3}) {
  if (shape.input.size() != 3)
    fail("{}: the input is {}, expected height, width and channels", name, to_string(shape.input));
  if (shape.classes < 2) fail("{}: there are {} classes, expected at least 2", name, shape.classes);
  graph_.name = std::move(name);
  Shape batched = shape.input;
  batched.insert(batched.begin(), 1);
  graph_.inputs = {graph_.add({"input", ElementType::float32, batched, {}, {}})};
}

TensorId LayerBuilder::append(const std::string& name, Attributes attributes, std::vector<TensorId> inputs) {
  const TensorId output = graph_.add({name, ElementType::float32, {}, {}, {}});
  graph_.operators.push_back({std::move(attributes), std::move(inputs), {output}, name});
  const Operator& op = graph_.operators.back();
  graph_.tensors[output].shape = definition_of(op.attributes).infer_shapes(call_of(graph_, op))[0];
  definition_of(op.attributes).check(call_of(graph_, op));
  return output;
}

TensorId LayerBuilder::weights(const std::string& name, Shape shape, int64_t fan_in) {
  std::vector<float> values(static_cast<size_t>(element_count(shape)));
  const double deviation = std::sqrt(2.0 / static_cast<double>(fan_in));
  for (float& value : values) value = static_cast<float>(deviation * random_.normal());
  Tensor tensor{name, ElementType::float32, std::move(shape), {}, {}};
  tensor.set_values<float>(values);
  return graph_.add(std::move(tensor));
}

TensorId LayerBuilder::constant(const std::string& name, int32_t count, float value) {
  Tensor tensor{name, ElementType::float32, {count}, {}, {}};
  tensor.set_values<float>(std::vector<float>(static_cast<size_t>(count), value));
  return graph_.add(std::move(tensor));
}

TensorId LayerBuilder::conv2d(const std::string& name, TensorId input, int32_t channels, const Window& window) {
  const Shape in = shape(input);
  const int64_t fan_in = int64_t{window.height} * window.width * in[3];
  const TensorId kernel = weights(name + "/weights", {channels, window.height, window.width, in[3]}, fan_in);
  return append(name, padded<Conv2dAttributes>(window, in), {input, kernel});
}

TensorId LayerBuilder::depthwise_conv2d(const std::string& name, TensorId input, const Window& window) {
  const Shape in = shape(input);
  const TensorId kernel =
      weights(name + "/weights", {1, window.height, window.width, in[3]}, int64_t{window.height} * window.width);
  return append(name, padded<DepthwiseConv2dAttributes>(window, in), {input, kernel});
}

TensorId LayerBuilder::batch_norm(const std::string& name, TensorId input, float gamma) {
  const int32_t channels = shape(input).back();
  const TensorId multiplied = constant(name + "/gamma", channels, gamma), added = constant(name + "/beta", channels, 0);
  const TensorId mean = constant(name + "/mean", channels, 0), variance = constant(name + "/variance", channels, 1);
  return append(name, BatchNormAttributes{}, {input, multiplied, added, mean, variance});
}

TensorId LayerBuilder::relu(const std::string& name, TensorId input) {
  ClampAttributes a;
  a.min = 0;
  return append(name, a, {input});
}

TensorId LayerBuilder::add(const std::string& name, TensorId first, TensorId second) {
  return append(name, AddAttributes{}, {first, second});
}

TensorId LayerBuilder::global_average(const std::string& name, TensorId input) {
  const Shape in = shape(input);
  AveragePool2dAttributes a;
  a.window_height = in[1], a.window_width = in[2];
  const TensorId pooled = append(name, a, {input});
  return append(name + "/flat", ReshapeAttributes{{1, in[3]}}, {pooled});
}

TensorId LayerBuilder::fully_connected(const std::string& name, TensorId input, int32_t outputs) {
  const int32_t in = shape(input).back();
  const TensorId kernel = weights(name + "/weights", {outputs, in}, 2 * int64_t{in});
  const TensorId bias = constant(name + "/bias", outputs, 0);
  return append(name, FullyConnectedAttributes{}, {input, kernel, bias});
}

Graph LayerBuilder::finish(TensorId logits) {
  graph_.outputs = {append("softmax", SoftmaxAttributes{}, {logits})};
  verify(graph_);
  return std::move(graph_);
}

}  // namespace mote
