// Each operator of ops/ that can be trained through, as operations of libtorch.
#include <algorithm>
#include <limits>

#include "ops/add/attributes.h"
#include "ops/average_pool2d/attributes.h"
#include "ops/batch_norm/attributes.h"
#include "ops/clamp/attributes.h"
#include "ops/concatenate/attributes.h"
#include "ops/conv2d/attributes.h"
#include "ops/depthwise_conv2d/attributes.h"
#include "ops/fully_connected/attributes.h"
#include "ops/max_pool2d/attributes.h"
#include "ops/mean/attributes.h"
#include "ops/mul/attributes.h"
#include "ops/pad/attributes.h"
#include "ops/softmax/attributes.h"
#include "ops/sub/attributes.h"
#include "train/torch/network.h"

namespace mote::torch_module {
namespace {

// Images are kept as [batch, height, width, channels] in memory, which is what libtorch calls channels_last of this
// view.
at::Tensor channels_second(const at::Tensor& x) { return x.permute({0, 3, 1, 2}); }
at::Tensor channels_at_end(const at::Tensor& x) { return x.permute({0, 2, 3, 1}); }

at::Tensor activated(const at::Tensor& x, Activation activation) {
  switch (activation) {
    case Activation::relu:
      return at::relu(x);
    case Activation::relu6:
      return at::clamp(x, 0, 6);
    case Activation::relu_n1_to_1:
      return at::clamp(x, -1, 1);
    case Activation::none:
      break;
  }
  return x;
}

c10::optional<at::Tensor> optional_input(Forward& f, const Operator& op, size_t i) {
  if (!f.has_input(op, i)) return c10::nullopt;
  return f.input(op, i).reshape({-1});
}

// The shape of the operator's output with the batch in front.
std::vector<int64_t> output_sizes(Forward& f, const Operator& op, int64_t batch) {
  const Shape& shape = f.graph.tensors[op.outputs[0]].shape;
  if (shape.empty() || shape[0] != 1)
    f.refuse(op, fmt::format("the output is {}, expected a first axis of 1 that counts samples", to_string(shape)));
  std::vector<int64_t> sizes(shape.begin(), shape.end());
  sizes[0] = batch;
  return sizes;
}

// Pads top and bottom, left and right alike by libtorch itself; what is more on one side comes before, as a copy.
struct Padding {
  at::Tensor input;  // channels second
  std::vector<int64_t> both;
};

Padding padded(const at::Tensor& input, const auto& a, double value) {
  const at::Tensor x = channels_second(input);
  if (a.pad_top == a.pad_bottom && a.pad_left == a.pad_right) return {x, {a.pad_top, a.pad_left}};
  return {at::constant_pad_nd(x, {a.pad_left, a.pad_right, a.pad_top, a.pad_bottom}, value), {0, 0}};
}

// A 1x1 convolution with a stride sees only every n-th row and column: they are picked here, because oneDNN 2.6 writes
// past its buffer in that convolution's gradient where the channels are no multiple of 8.
template <class T>
at::Tensor convolution(Forward& f, const Operator& op, const at::Tensor& weights, int64_t groups) {
  const T& a = op.attributes.get<T>();
  Padding in = padded(f.input(op, 0), a, 0);
  std::vector<int64_t> stride = {a.stride_height, a.stride_width};
  if (weights.size(2) == 1 && weights.size(3) == 1 && in.both == std::vector<int64_t>{0, 0}) {
    for (int64_t axis : {0, 1}) in.input = in.input.slice(axis + 2, c10::nullopt, c10::nullopt, stride[axis]);
    in.input = in.input.contiguous(at::MemoryFormat::ChannelsLast);
    stride = {1, 1};
  }
  const at::Tensor y = at::conv2d(in.input, weights, optional_input(f, op, 2), stride, in.both,
                                  {a.dilation_height, a.dilation_width}, groups);
  return activated(channels_at_end(y), a.activation);
}

at::Tensor conv2d(Forward& f, const Operator& op) {
  const at::Tensor& weights = f.input(op, 1);  // [out, height, width, in / groups]
  return convolution<Conv2dAttributes>(f, op, channels_second(weights), f.input(op, 0).size(3) / weights.size(3));
}

at::Tensor depthwise_conv2d(Forward& f, const Operator& op) {
  const at::Tensor weights = f.input(op, 1).permute({3, 0, 1, 2});  // [1, height, width, out]
  return convolution<DepthwiseConv2dAttributes>(f, op, weights, f.input(op, 0).size(3));
}

at::Tensor fully_connected(Forward& f, const Operator& op) {
  const at::Tensor &x = f.input(op, 0), &weights = f.input(op, 1);
  const at::Tensor y = at::linear(x.reshape({-1, weights.size(1)}), weights, optional_input(f, op, 2));
  const at::Tensor shaped = y.reshape(output_sizes(f, op, x.size(0)));
  return activated(shaped, op.attributes.get<FullyConnectedAttributes>().activation);
}

// The statistics are updated in place while training, with libtorch's momentum of 0.1.
at::Tensor batch_norm(Forward& f, const Operator& op) {
  const at::Tensor& x = f.input(op, 0);
  const bool image = x.dim() == 4;
  const at::Tensor y =
      at::batch_norm(image ? channels_second(x) : x, f.input(op, 1), f.input(op, 2), f.input(op, 3), f.input(op, 4),
                     f.training, 0.1, op.attributes.get<BatchNormAttributes>().epsilon, false);
  return image ? channels_at_end(y) : y;
}

at::Tensor average_pool2d(Forward& f, const Operator& op) {
  const auto& a = op.attributes.get<AveragePool2dAttributes>();
  if (a.pad_top != a.pad_bottom || a.pad_left != a.pad_right)
    f.refuse(op, "padding differs between sides, which can't be trained");
  const at::Tensor y =
      at::avg_pool2d(channels_second(f.input(op, 0)), {a.window_height, a.window_width},
                     {a.stride_height, a.stride_width}, {a.pad_top, a.pad_left}, false, /*count_include_pad=*/false);
  return activated(channels_at_end(y), a.activation);
}

at::Tensor max_pool2d(Forward& f, const Operator& op) {
  const auto& a = op.attributes.get<MaxPool2dAttributes>();
  const Padding in = padded(f.input(op, 0), a, -std::numeric_limits<double>::infinity());
  const at::Tensor y =
      at::max_pool2d(in.input, {a.window_height, a.window_width}, {a.stride_height, a.stride_width}, in.both);
  return activated(channels_at_end(y), a.activation);
}

at::Tensor add(Forward& f, const Operator& op) {
  return activated(f.input(op, 0) + f.input(op, 1), op.attributes.get<AddAttributes>().activation);
}
at::Tensor sub(Forward& f, const Operator& op) {
  return activated(f.input(op, 0) - f.input(op, 1), op.attributes.get<SubAttributes>().activation);
}
at::Tensor mul(Forward& f, const Operator& op) {
  return activated(f.input(op, 0) * f.input(op, 1), op.attributes.get<MulAttributes>().activation);
}

at::Tensor mean(Forward& f, const Operator& op) {
  const auto& a = op.attributes.get<MeanAttributes>();
  if (std::find(a.axes.begin(), a.axes.end(), 0) != a.axes.end()) f.refuse(op, "goes over the axis of samples");
  return at::mean(f.input(op, 0), std::vector<int64_t>(a.axes.begin(), a.axes.end()), a.keep_dimensions);
}

at::Tensor softmax(Forward& f, const Operator& op) {
  return at::softmax(f.input(op, 0) * op.attributes.get<SoftmaxAttributes>().beta, -1);
}

at::Tensor reshape(Forward& f, const Operator& op) {
  const at::Tensor& x = f.input(op, 0);
  return x.reshape(output_sizes(f, op, x.size(0)));
}

at::Tensor pad(Forward& f, const Operator& op) {
  const auto& a = op.attributes.get<PadAttributes>();
  if (a.before[0] != 0 || a.after[0] != 0) f.refuse(op, "goes along the axis of samples");
  std::vector<int64_t> last_first;
  for (size_t i = a.before.size(); i-- > 1;) last_first.insert(last_first.end(), {a.before[i], a.after[i]});
  return at::constant_pad_nd(f.input(op, 0), last_first, a.value);
}

at::Tensor clamp(Forward& f, const Operator& op) {
  const auto& a = op.attributes.get<ClampAttributes>();
  if (a.min == 0 && a.max == std::numeric_limits<float>::infinity()) return at::relu(f.input(op, 0));
  return at::clamp(f.input(op, 0), a.min, a.max);
}

at::Tensor concatenate(Forward& f, const Operator& op) {
  const int32_t axis = op.attributes.get<ConcatenateAttributes>().axis;
  if (axis == 0) f.refuse(op, "goes along the axis of samples");
  std::vector<at::Tensor> parts;
  for (size_t i = 0; i < op.inputs.size(); ++i) parts.push_back(f.input(op, i));
  return at::cat(parts, axis);
}

at::Tensor logistic(Forward& f, const Operator& op) { return at::sigmoid(f.input(op, 0)); }
at::Tensor tanh(Forward& f, const Operator& op) { return at::tanh(f.input(op, 0)); }

using Run = at::Tensor (*)(Forward&, const Operator&);
const std::map<std::string_view, Run> runs = {
    {"conv2d", conv2d},
    {"depthwise_conv2d", depthwise_conv2d},
    {"batch_norm", batch_norm},
    {"fully_connected", fully_connected},
    {"add", add},
    {"sub", sub},
    {"mul", mul},
    {"mean", mean},
    {"pad", pad},
    {"average_pool2d", average_pool2d},
    {"softmax", softmax},
    {"max_pool2d", max_pool2d},
    {"reshape", reshape},
    {"clamp", clamp},
    {"concatenate", concatenate},
    {"logistic", logistic},
    {"tanh", tanh},
};

}  // namespace

at::Tensor run_operator(Forward& forward, const Operator& op) {
  return runs.at(op.attributes.operator_name())(forward, op);
}

bool trains_through(const Operator& op) { return runs.contains(op.attributes.operator_name()); }

Role role_of_input(const Operator& op, size_t i) {
  const std::string_view name = op.attributes.operator_name();
  if (name == "batch_norm") return i == 0 ? Role::none : i <= 2 ? Role::unregularized : Role::statistic;
  if (name != "conv2d" && name != "depthwise_conv2d" && name != "fully_connected") return Role::none;
  return i == 1 ? Role::weight : i == 2 ? Role::unregularized : Role::none;
}

}  // namespace mote::torch_module
