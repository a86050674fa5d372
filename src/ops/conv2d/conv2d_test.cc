// conv2d: its int8 and float definitions against the formula, its shape rule, and what it refuses.
#include <gtest/gtest.h>

#include "ops/conv2d/attributes.h"
#include "ops/random_weights.h"
#include "ops/random_window.h"
#include "ops/reference_arithmetic.h"
#include "ops/run_variant.h"

namespace mote {
namespace {

RandomCall random_conv2d(Random& random) {
  const RandomAxis height = random_axis(random), width = random_axis(random);
  const int32_t groups = random.pick({1, 1, 1, 1, 2, 3});
  const int32_t channels = random.pick({1, 2, 3, 4, 5, 8, 13, 16, 24, 37}), batches = random.pick({1, 1, 1, 2});
  const int32_t outputs = groups * (groups > 1 ? random.between(1, 4) : random.pick({1, 2, 3, 4, 5, 8, 12, 16, 19}));
  RandomLayer layer{};
  layer.input = {batches, height.input, width.input, channels * groups};
  layer.weights = {outputs, height.kernel, width.kernel, channels};
  layer.output = {batches, height.output, width.output, outputs};
  layer.channels = outputs, layer.inner = int64_t{height.kernel} * width.kernel * channels;
  return random_weights_call(random, random_window_attributes<Conv2dAttributes>(random, height, width), layer);
}

RandomCall random_pointwise_conv2d(Random& random) {
  const int32_t height = random.between(1, 7), width = random.between(1, 7);
  const int32_t channels = random.pick({1, 2, 3, 4, 7, 8, 16, 24, 64, 65}), outputs = random.between(1, 20);
  RandomLayer layer{
      {1, height, width, channels}, {outputs, 1, 1, channels}, {1, height, width, outputs}, outputs, channels, 0};
  Conv2dAttributes attributes;
  attributes.activation = random.pick({Activation::none, Activation::relu});
  return random_int8_call(random, attributes, layer);
}

// 3x3 at a stride of 1 with channels in fours: what Winograd's transform serves.
RandomCall random_3x3_conv2d(Random& random) {
  const int32_t height = random.between(3, 9), width = random.between(3, 13), pad = random.between(0, 2);
  const int32_t channels = random.pick({8, 16, 24}), outputs = random.pick({4, 8, 12}), batches = random.between(1, 2);
  const Shape output{batches, height + 2 * pad - 2, width + 2 * pad - 2, outputs};
  RandomLayer layer{
      {batches, height, width, channels}, {outputs, 3, 3, channels}, output, outputs, int64_t{9} * channels, 0};
  Conv2dAttributes a;
  a.pad_top = a.pad_bottom = a.pad_left = a.pad_right = pad;
  a.activation = random.pick({Activation::none, Activation::relu});
  return random_int8_call(random, a, layer);
}

const RandomCallRegistration general("conv2d", random_conv2d);
const RandomCallRegistration pointwise("conv2d", random_pointwise_conv2d);
const RandomCallRegistration three_by_three("conv2d", random_3x3_conv2d);

template <class T, class Sum>
Sum window_sum(const Call& call, const std::vector<T>& input, const std::vector<T>& weights, const Shape& at) {
  const auto& a = call.as<Conv2dAttributes>();
  const Shape &in = call.input(0).shape, &kernel = call.input(1).shape;
  const Sum zero = std::is_same_v<T, int8_t> ? call.input(0).quantization.zero_point() : 0;
  const int32_t first = at[3] / (kernel[0] / (in[3] / kernel[3])) * kernel[3];
  Sum sum = 0;
  for (int32_t y = 0; y < kernel[1]; ++y)
    for (int32_t x = 0; x < kernel[2]; ++x) {
      const int32_t row = at[1] * a.stride_height - a.pad_top + y * a.dilation_height;
      const int32_t column = at[2] * a.stride_width - a.pad_left + x * a.dilation_width;
      if (row < 0 || row >= in[1] || column < 0 || column >= in[2]) continue;
      for (int32_t c = 0; c < kernel[3]; ++c)
        sum += (input[((at[0] * in[1] + row) * in[2] + column) * in[3] + first + c] - zero) *
               weights[((at[3] * kernel[1] + y) * kernel[2] + x) * kernel[3] + c];
    }
  return sum;
}

const Variant& variant_named(std::string_view name) {
  for (const Variant& variant : operator_named("conv2d").variants)
    if (variant.name == name) return variant;
  fail("conv2d has no variant '{}'", name);
}

std::vector<uint8_t> run_on(const RandomCall& random_call, std::string_view variant,
                            const std::vector<uint8_t>& input) {
  return run_variant(variant_named(variant), random_call.call(), {input, {}, {}})[0];
}

TEST(Conv2d, Int8EqualsTheFormula) {
  for (int seed = 0; seed < 300; ++seed) {
    Random random(seed);
    RandomCall random_call = random_conv2d(random);
    const Call call = random_call.call();
    if (call.input(0).type != ElementType::int8) continue;
    Tensor input = call.input(0);
    input.data = random_elements(random, input.type, input.elements());
    const auto values = input.values<int8_t>(), weights = call.input(1).values<int8_t>();
    const auto bias =
        call.has_input(2) ? call.input(2).values<int32_t>() : std::vector<int32_t>(call.input(1).shape[0]);
    const auto outputs = run_on(random_call, "int8", input.data);
    for_each_output(call.output().shape, [&](int64_t index, const Shape& at) {
      const int32_t sum = window_sum<int8_t, int32_t>(call, values, weights, at) + bias[at[3]];
      ASSERT_EQ(static_cast<int8_t>(outputs[index]),
                reference_output(call, call.as<Conv2dAttributes>().activation, sum, reference_factor(call, at[3])))
          << "seed " << seed << " " << call.attributes.print();
    });
  }
}

TEST(Conv2d, Float32IsNearTheFormula) {
  for (int seed = 0; seed < 300; ++seed) {
    Random random(seed);
    RandomCall random_call = random_conv2d(random);
    const Call call = random_call.call();
    if (call.input(0).type != ElementType::float32) continue;
    Tensor input = call.input(0);
    input.data = random_elements(random, input.type, input.elements());
    Tensor output = call.output();
    output.data = run_on(random_call, "float32", input.data);
    const auto values = input.values<float>(), weights = call.input(1).values<float>();
    const auto bias = call.input(2).values<float>(), results = output.values<float>();
    const FloatRange range = float_activation_range(call.as<Conv2dAttributes>().activation);
    for_each_output(call.output().shape, [&](int64_t index, const Shape& at) {
      const double sum = window_sum<float, double>(call, values, weights, at) + bias[at[3]];
      ASSERT_NEAR(results[index], std::clamp<double>(sum, range.min, range.max), 1e-3);
    });
  }
}

TEST(Conv2d, InfersTheOutputShape) {
  for (int seed = 0; seed < 100; ++seed) {
    Random random(seed);
    const RandomCall random_call = random_conv2d(random);
    const Call call = random_call.call();
    EXPECT_EQ(operator_named("conv2d").infer_shapes(call), std::vector<Shape>{call.output().shape});
  }
}

// What check() says about a sound call after `spoil`.
std::string complaint(const std::function<void(Conv2dAttributes&, RandomCall&)>& spoil) {
  Random random(1);
  RandomLayer layer{{1, 6, 6, 4}, {8, 3, 3, 4}, {1, 4, 4, 8}, 8, 36, 0};
  RandomCall random_call = random_int8_call(random, Conv2dAttributes{}, layer);
  Conv2dAttributes attributes;
  spoil(attributes, random_call);
  random_call.attributes = attributes;
  try {
    operator_named("conv2d").check(random_call.call());
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

TEST(Conv2d, RefusesWhatMakesNoSense) {
  EXPECT_EQ(complaint([](auto&, auto&) {}), "");
  EXPECT_EQ(complaint([](auto& a, auto&) { a.stride_width = 0; }),
            "conv2d 'random': width stride is 0, expected 1 to 16777216");
  EXPECT_EQ(complaint([](auto& a, auto&) { a.dilation_height = 0; }),
            "conv2d 'random': height dilation is 0, expected 1 to 16777216");
  EXPECT_EQ(complaint([](auto& a, auto&) { a.dilation_height = 3; }),
            "conv2d 'random': the window covers a height of 7 (kernel 3, dilation 3), more than the padded input's 6");
  EXPECT_EQ(complaint([](auto&, auto& call) { call.inputs[0]->shape[3] = 6; }),
            "conv2d 'random': input has 6 channels, weights 4: no whole number of groups");
  EXPECT_EQ(complaint([](auto&, auto& call) {
              call.inputs[1]->quantization.scales.assign(7, 1.0f);
              call.inputs[1]->quantization.zero_points.assign(7, 0);
            }),
            "conv2d 'random': weights 'weights' have 7 scales along dimension 0, expected one or 8 along dimension 0");
  EXPECT_EQ(complaint([](auto&, auto& call) { call.inputs[1]->quantization.zero_points[0] = 3; }),
            "conv2d 'random': weights 'weights' have zero point 3, expected 0");
}

}  // namespace
}  // namespace mote
