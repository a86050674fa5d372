// average_pool2d and max_pool2d: against their formulas, and what they refuse.
#include <algorithm>
#include <cmath>

#include "ops/average_pool2d/attributes.h"
#include "ops/max_pool2d/attributes.h"
#include "ops/quantized.h"
#include "ops/random_window.h"
#include "ops/small_call.h"

namespace mote {
namespace {

// Pads below the window's size, so that no window lies in the padding.
RandomAxis random_pool_axis(Random& random) {
  RandomAxis axis{};
  do {
    axis = random_axis(random);
    axis.dilation = 1;
    axis.pad_before %= axis.kernel, axis.pad_after %= axis.kernel;
    axis.output = (axis.input + axis.pad_before + axis.pad_after - axis.kernel) / axis.stride + 1;
  } while (axis.kernel > axis.input + axis.pad_before + axis.pad_after);
  return axis;
}

template <class Pooling>
RandomCall random_pool(Random& random) {
  const RandomAxis height = random_pool_axis(random), width = random_pool_axis(random);
  Pooling a;
  a.window_height = height.kernel, a.window_width = width.kernel;
  a.stride_height = height.stride, a.stride_width = width.stride;
  a.pad_top = height.pad_before, a.pad_bottom = height.pad_after;
  a.pad_left = width.pad_before, a.pad_right = width.pad_after;
  a.activation = random.pick({Activation::none, Activation::relu, Activation::relu6, Activation::relu_n1_to_1});
  const int32_t batches = random.pick({1, 1, 2}), channels = random.pick({1, 2, 3, 4, 8, 19});
  const Shape input{batches, height.input, width.input, channels},
      output{batches, height.output, width.output, channels};
  if (random.chance(0.3)) return {a, {float_tensor(input)}, {float_tensor(output)}};
  const float scale = random.real(0.005f, 0.1f);
  const int32_t zero_point = random.int8_zero_point();
  return {a, {int8_tensor(input, scale, zero_point)}, {int8_tensor(output, scale, zero_point)}};
}

const RandomCallRegistration averages("average_pool2d", random_pool<AveragePool2dAttributes>);
const RandomCallRegistration maxima("max_pool2d", random_pool<MaxPool2dAttributes>);

// The inputs inside the window of the output at `at`.
template <class Pooling, class T>
std::vector<T> taps_of(const Call& call, const std::vector<T>& input, const Shape& at) {
  const auto& a = call.as<Pooling>();
  const Shape& in = call.input(0).shape;
  std::vector<T> taps;
  for (int32_t y = 0; y < a.window_height; ++y)
    for (int32_t x = 0; x < a.window_width; ++x) {
      const int32_t row = at[1] * a.stride_height - a.pad_top + y, column = at[2] * a.stride_width - a.pad_left + x;
      if (row < 0 || row >= in[1] || column < 0 || column >= in[2]) continue;
      taps.push_back(input[((at[0] * in[1] + row) * in[2] + column) * in[3] + at[3]]);
    }
  return taps;
}

template <class Pooling, class T, class Formula>
void expect_formula(ElementType type, Formula&& formula) {
  for (int seed = 0; seed < 300; ++seed) {
    Random random(seed);
    const RandomCall pool = random_pool<Pooling>(random);
    const Call call = pool.call();
    if (call.input(0).type != type) continue;
    const auto input = as_values<T>(random_elements(random, type, call.input(0).elements()));
    const auto output = run_on<T>(pool, input);
    for_each_output(call.output().shape, [&](int64_t index, const Shape& at) {
      formula(call, taps_of<Pooling>(call, input, at), output[index]);
    });
    if (testing::Test::HasFailure()) return;
  }
}

TEST(Pooling, AverageOnInt8EqualsTheFormula) {
  expect_formula<AveragePool2dAttributes, int8_t>(
      ElementType::int8, [](const Call& call, const std::vector<int8_t>& taps, int8_t output) {
        double sum = 0;
        for (int8_t tap : taps) sum += tap;
        const Int8Range range = activation_range(call.output(), call.as<AveragePool2dAttributes>().activation);
        const auto mean = static_cast<int32_t>(std::round(sum / static_cast<double>(taps.size())));
        ASSERT_EQ(output, std::clamp(mean, range.min, range.max));
      });
}

TEST(Pooling, AverageOnFloat32IsNearTheFormula) {
  expect_formula<AveragePool2dAttributes, float>(
      ElementType::float32, [](const Call& call, const std::vector<float>& taps, float output) {
        double sum = 0;
        for (float tap : taps) sum += tap;
        const FloatRange range = float_activation_range(call.as<AveragePool2dAttributes>().activation);
        const double mean = sum / static_cast<double>(taps.size());
        ASSERT_NEAR(output, std::clamp<double>(mean, range.min, range.max), 1e-6);
      });
}

TEST(Pooling, MaxEqualsTheFormula) {
  expect_formula<MaxPool2dAttributes, int8_t>(
      ElementType::int8, [](const Call& call, const std::vector<int8_t>& taps, int8_t output) {
        const Int8Range range = activation_range(call.output(), call.as<MaxPool2dAttributes>().activation);
        ASSERT_EQ(output, std::clamp<int32_t>(*std::max_element(taps.begin(), taps.end()), range.min, range.max));
      });
  expect_formula<MaxPool2dAttributes, float>(
      ElementType::float32, [](const Call& call, const std::vector<float>& taps, float output) {
        const FloatRange range = float_activation_range(call.as<MaxPool2dAttributes>().activation);
        ASSERT_EQ(output, std::clamp(*std::max_element(taps.begin(), taps.end()), range.min, range.max));
      });
}

// What check() says of a sound pooling of 6x6 pixels after `spoil`.
template <class Spoil>
std::string refusal(Spoil&& spoil) {
  AveragePool2dAttributes a;
  a.window_height = 2, a.window_width = 3;
  RandomCall pool{a, {int8_tensor({1, 6, 6, 4}, 1, 0)}, {int8_tensor({1, 5, 4, 4}, 1, 0)}};
  spoil(a, pool);
  pool.attributes = a;
  return refusal_of(pool);
}

TEST(Pooling, RefusesWhatMakesNoSense) {
  EXPECT_EQ(refusal([](auto&, auto&) {}), "");
  EXPECT_EQ(refusal([](auto& a, auto&) { a.stride_height = 0; }),
            "average_pool2d 'random': height stride is 0, expected 1 to 16777216");
  EXPECT_EQ(refusal([](auto& a, auto&) { a.window_width = 0; }),
            "average_pool2d 'random': the window covers a width of 0 (kernel 0, dilation 1), more than the padded "
            "input's 6");
  EXPECT_EQ(refusal([](auto& a, auto&) { a.window_width = 7; }),
            "average_pool2d 'random': the window covers a width of 7 (kernel 7, dilation 1), more than the padded "
            "input's 6");
  EXPECT_EQ(refusal([](auto& a, auto&) { a.pad_left = -1; }),
            "average_pool2d 'random': width 6 is padded by -1 and 0, expected none below 0 and 16777216 elements at "
            "most");
  EXPECT_EQ(refusal([](auto& a, auto&) { a.pad_bottom = 2; }),
            "average_pool2d 'random': height is padded by 0 and 2, expected less than the window's 2");
  EXPECT_EQ(refusal([](auto&, auto& pool) { pool.inputs[0]->shape = {6, 6}; }),
            "average_pool2d 'random': input has shape 6x6, expected four dimensions");
  EXPECT_EQ(refusal([](auto&, auto& pool) { pool.outputs[0].quantization.scales = {2}; }),
            "average_pool2d 'random': the input has scale 1 and zero point 0, the output scale 2 and zero point 0; "
            "expected the same, for values move unchanged");
  EXPECT_EQ(refusal([](auto& a, auto& pool) {
              a.window_height = a.window_width = 4096;
              pool.inputs[0]->shape = {1, 4096, 4096, 1};
            }),
            "average_pool2d 'random': the window is 4096x4096, expected 8388608 taps at most");
}

}  // namespace
}  // namespace mote
