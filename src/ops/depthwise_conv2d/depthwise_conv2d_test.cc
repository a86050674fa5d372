// depthwise_conv2d: its int8 and float definitions against the formula, its shape rule, and what it refuses.
#include <gtest/gtest.h>

#include "ops/depthwise_conv2d/attributes.h"
#include "ops/random_weights.h"
#include "ops/random_window.h"
#include "ops/reference_arithmetic.h"
#include "ops/run_variant.h"

namespace mote {
namespace {

RandomCall random_depthwise_conv2d(Random& random) {
  const RandomAxis height = random_axis(random), width = random_axis(random);
  const int32_t multiplier = random.pick({1, 1, 1, 2, 3}), channels = random.pick({1, 2, 3, 4, 7, 8, 13, 16});
  const int32_t outputs = channels * multiplier, batches = random.pick({1, 1, 1, 2});
  RandomLayer layer{};
  layer.input = {batches, height.input, width.input, channels};
  layer.weights = {1, height.kernel, width.kernel, outputs};
  layer.output = {batches, height.output, width.output, outputs};
  layer.channels = outputs, layer.inner = int64_t{height.kernel} * width.kernel, layer.channel_axis = 3;
  return random_weights_call(random, random_window_attributes<DepthwiseConv2dAttributes>(random, height, width), layer);
}

// 3x3, without dilation, padded by 0 or 1: what networks use most.
RandomCall random_3x3_depthwise_conv2d(Random& random) {
  const int32_t height = random.between(3, 9), width = random.between(3, 9), stride = random.between(1, 2);
  const int32_t pad = random.between(0, 1), channels = random.pick({1, 3, 4, 8, 10});
  const int32_t out_height = (height + 2 * pad - 3) / stride + 1, out_width = (width + 2 * pad - 3) / stride + 1;
  RandomLayer layer{
      {1, height, width, channels}, {1, 3, 3, channels}, {1, out_height, out_width, channels}, channels, 9, 3};
  DepthwiseConv2dAttributes a;
  a.stride_height = a.stride_width = stride;
  a.pad_top = a.pad_bottom = a.pad_left = a.pad_right = pad;
  a.activation = random.pick({Activation::none, Activation::relu});
  return random_int8_call(random, a, layer);
}

// Along one dimension, the other being 1: sound and other series.
RandomCall random_line_depthwise_conv2d(Random& random) {
  const int32_t length = random.between(3, 40), kernel = random.between(1, std::min(length, 17));
  const int32_t stride = random.pick({1, 1, 2, 3}), pad = random.between(0, 2), channels = random.between(1, 9);
  const int32_t outputs = (length + 2 * pad - kernel) / stride + 1;
  const bool upright = random.chance(0.7);
  const auto shape = [&](int32_t size, int32_t last) {
    return upright ? Shape{1, size, 1, last} : Shape{1, 1, size, last};
  };
  RandomLayer layer{shape(length, channels), shape(kernel, channels), shape(outputs, channels), channels, kernel, 3};
  DepthwiseConv2dAttributes a;
  (upright ? a.stride_height : a.stride_width) = stride;
  (upright ? a.pad_top : a.pad_left) = (upright ? a.pad_bottom : a.pad_right) = pad;
  a.activation = random.pick({Activation::none, Activation::relu});
  return random_int8_call(random, a, layer);
}

const RandomCallRegistration general("depthwise_conv2d", random_depthwise_conv2d);
const RandomCallRegistration common("depthwise_conv2d", random_3x3_depthwise_conv2d);
const RandomCallRegistration line("depthwise_conv2d", random_line_depthwise_conv2d);

template <class T, class Sum>
Sum window_sum(const Call& call, const std::vector<T>& input, const std::vector<T>& weights, const Shape& at) {
  const auto& a = call.as<DepthwiseConv2dAttributes>();
  const Shape &in = call.input(0).shape, &kernel = call.input(1).shape;
  const Sum zero = std::is_same_v<T, int8_t> ? call.input(0).quantization.zero_point() : 0;
  Sum sum = 0;
  for (int32_t y = 0; y < kernel[1]; ++y)
    for (int32_t x = 0; x < kernel[2]; ++x) {
      const int32_t row = at[1] * a.stride_height - a.pad_top + y * a.dilation_height;
      const int32_t column = at[2] * a.stride_width - a.pad_left + x * a.dilation_width;
      if (row < 0 || row >= in[1] || column < 0 || column >= in[2]) continue;
      const int32_t channel = at[3] / (kernel[3] / in[3]);
      sum += (input[((at[0] * in[1] + row) * in[2] + column) * in[3] + channel] - zero) *
             weights[(y * kernel[2] + x) * kernel[3] + at[3]];
    }
  return sum;
}

std::vector<uint8_t> run_on(const Call& call, std::string_view name, const std::vector<uint8_t>& input) {
  for (const Variant& variant : operator_named("depthwise_conv2d").variants)
    if (variant.name == name) return run_variant(variant, call, {input, {}, {}})[0];
  fail("depthwise_conv2d has no variant '{}'", name);
}

TEST(DepthwiseConv2d, Int8EqualsTheFormula) {
  for (int seed = 0; seed < 300; ++seed) {
    Random random(seed);
    RandomCall random_call = random_depthwise_conv2d(random);
    const Call call = random_call.call();
    if (call.input(0).type != ElementType::int8) continue;
    Tensor input = call.input(0);
    input.data = random_elements(random, input.type, input.elements());
    const auto values = input.values<int8_t>(), weights = call.input(1).values<int8_t>();
    const auto bias = call.has_input(2) ? call.input(2).values<int32_t>() : std::vector<int32_t>(weights.size());
    const auto outputs = run_on(call, "int8", input.data);
    for_each_output(call.output().shape, [&](int64_t index, const Shape& at) {
      const int32_t sum = window_sum<int8_t, int32_t>(call, values, weights, at) + bias[at[3]];
      const Activation activation = call.as<DepthwiseConv2dAttributes>().activation;
      ASSERT_EQ(static_cast<int8_t>(outputs[index]),
                reference_output(call, activation, sum, reference_factor(call, at[3])))
          << "seed " << seed << " " << call.attributes.print();
    });
  }
}

TEST(DepthwiseConv2d, Float32IsNearTheFormula) {
  for (int seed = 0; seed < 300; ++seed) {
    Random random(seed);
    RandomCall random_call = random_depthwise_conv2d(random);
    const Call call = random_call.call();
    if (call.input(0).type != ElementType::float32) continue;
    Tensor input = call.input(0), output = call.output();
    input.data = random_elements(random, input.type, input.elements());
    output.data = run_on(call, "float32", input.data);
    const auto values = input.values<float>(), weights = call.input(1).values<float>();
    const auto bias = call.input(2).values<float>(), results = output.values<float>();
    const FloatRange range = float_activation_range(call.as<DepthwiseConv2dAttributes>().activation);
    for_each_output(call.output().shape, [&](int64_t index, const Shape& at) {
      const double sum = window_sum<float, double>(call, values, weights, at) + bias[at[3]];
      ASSERT_NEAR(results[index], std::clamp<double>(sum, range.min, range.max), 1e-3);
    });
  }
}

TEST(DepthwiseConv2d, InfersTheOutputShape) {
  for (int seed = 0; seed < 100; ++seed) {
    Random random(seed);
    const RandomCall random_call = random_depthwise_conv2d(random);
    const Call call = random_call.call();
    EXPECT_EQ(operator_named("depthwise_conv2d").infer_shapes(call), std::vector<Shape>{call.output().shape});
  }
}

TEST(DepthwiseConv2d, RefusesWeightsThatDoNotFitTheInput) {
  Random random(1);
  RandomLayer layer{{1, 6, 6, 4}, {1, 3, 3, 6}, {1, 4, 4, 6}, 6, 9, 3};
  const RandomCall random_call = random_int8_call(random, DepthwiseConv2dAttributes{}, layer);
  try {
    operator_named("depthwise_conv2d").check(random_call.call());
    FAIL();
  } catch (const InputError& error) {
    EXPECT_STREQ(
        error.what(),
        "depthwise_conv2d 'random': weights are 1x3x3x6, expected 1 x height x width x a multiple of the input's "
        "4 channels");
  }
}

}  // namespace
}  // namespace mote
