// mean: against the reference's arithmetic and the real mean, and what it refuses.
#include <algorithm>
#include <bit>
#include <cmath>

#include "ops/mean/attributes.h"
#include "ops/small_call.h"

namespace mote {
namespace {

RandomCall random_mean(Random& random) {
  for (;;) {
    Shape shape(random.between(1, 5));
    for (int32_t& dimension : shape) dimension = random.pick({1, 2, 3, 5, 7});
    MeanAttributes a;
    a.keep_dimensions = random.chance(0.5);
    for (size_t i = 0; i < shape.size(); ++i)
      if (random.chance(0.5)) a.axes.push_back(static_cast<int32_t>(i));
    const bool is_float = random.chance(0.3), alike = random.chance(0.3);
    const Tensor input =
        is_float ? float_tensor(shape) : int8_tensor(shape, random.real(0.01f, 0.1f), random.int8_zero_point());
    RandomCall mean{a, {input}, {input}};
    if (!is_float && !alike) mean.outputs[0].quantization = {{random.real(0.005f, 0.1f)}, {random.int8_zero_point()}};
    mean.outputs[0].shape = operator_named("mean").infer_shapes(mean.call())[0];
    if (refusal_of(mean).empty()) return mean;  // dimensions may alternate too often
  }
}

const RandomCallRegistration registration("mean", random_mean);

// The sum of each output's inputs, by walking the input.
std::vector<double> sums_of(const Call& call, const std::vector<double>& input) {
  const auto& axes = call.as<MeanAttributes>().axes;
  const Shape& shape = call.input(0).shape;
  std::vector<double> sums(call.output().elements());
  for (size_t i = 0; i < input.size(); ++i) {
    int64_t rest = static_cast<int64_t>(i), at = 0, step = 1;
    for (size_t d = shape.size(); d-- > 0; rest /= shape[d]) {
      if (std::find(axes.begin(), axes.end(), static_cast<int32_t>(d)) != axes.end()) continue;
      at += rest % shape[d] * step;
      step *= shape[d];
    }
    sums[at] += input[i];
  }
  return sums;
}

TEST(Mean, Int8IsNearTheRealMean) {
  for (int seed = 0; seed < 300; ++seed) {
    Random random(seed);
    const RandomCall mean = random_mean(random);
    const Call call = mean.call();
    if (call.input(0).type != ElementType::int8) continue;
    const auto input = as_values<int8_t>(random_elements(random, ElementType::int8, call.input(0).elements()));
    const auto sums = sums_of(call, {input.begin(), input.end()});
    const double count = static_cast<double>(input.size()) / static_cast<double>(sums.size());
    const Quantization &in = call.input(0).quantization, &out = call.output().quantization;
    const auto outputs = run_on<int8_t>(mean, input);
    for (size_t i = 0; i < outputs.size(); ++i) {
      const double real = (sums[i] / count - in.zero_point()) * in.scale();
      ASSERT_NEAR(outputs[i], std::clamp(real / out.scale() + out.zero_point(), -128.0, 127.0), 0.75) << seed;
    }
  }
}

TEST(Mean, Float32IsTheRealMean) {
  for (int seed = 0; seed < 200; ++seed) {
    Random random(seed);
    const RandomCall mean = random_mean(random);
    const Call call = mean.call();
    if (call.input(0).type != ElementType::float32) continue;
    const auto input = as_values<float>(random_elements(random, ElementType::float32, call.input(0).elements()));
    const auto sums = sums_of(call, {input.begin(), input.end()});
    const auto outputs = run_on<float>(mean, input);
    for (size_t i = 0; i < outputs.size(); ++i)
      ASSERT_NEAR(outputs[i], sums[i] * static_cast<double>(sums.size()) / static_cast<double>(input.size()), 1e-5);
  }
}

TEST(Mean, RoundsTiesAsTheReferenceDoes) {
  MeanAttributes a;
  a.axes = {0};
  const auto of = [&](std::vector<int8_t> input) {
    const auto count = static_cast<int32_t>(input.size());
    return run_on<int8_t>(RandomCall{a, {int8_tensor({count, 1}, 0.5f, 0)}, {int8_tensor({1}, 0.5f, 0)}}, input)[0];
  };
  EXPECT_EQ(of({1, 2}), 2);
  EXPECT_EQ(of({-1, -2}), -1);  // the tie of a high multiplication goes up
  EXPECT_EQ(of({127, 127, 127}), 127);
}

TEST(Mean, RefusesWhatMakesNoSense) {
  MeanAttributes a;
  a.axes = {1};
  const RandomCall sound{a, {int8_tensor({2, 3}, 1, 0)}, {int8_tensor({2}, 1, 0)}};
  const auto with_axes = [&](std::string_view axes, const Shape& shape) {
    return refusal_after(sound, [&](auto& c) { c.attributes.set("axes", axes), c.inputs[0]->shape = shape; });
  };
  EXPECT_EQ(refusal_of(sound), "");
  EXPECT_EQ(with_axes("2", {2, 3}), "mean 'random': axis is 2, expected 0 to 1 (2x3 has 2 dimensions)");
  EXPECT_EQ(with_axes("1,1", {2, 3}), "mean 'random': axis 1 is listed twice");
  EXPECT_EQ(with_axes("0", {8388609, 1}), "mean 'random': the mean is over 8388609 elements, expected 8388608 at most");
  EXPECT_EQ(with_axes("0,2,4", {2, 2, 2, 2, 2}),
            "mean 'random': kept and averaged dimensions of 2x2x2x2x2 alternate more than the kernels' four times");
  EXPECT_EQ(refusal_after(sound, [](auto& c) { c.inputs[0]->type = ElementType::int32; }),
            "mean 'random': the input is int32, expected float32 or int8");
  EXPECT_EQ(refusal_after(sound, [](auto& c) { c.outputs[0].quantization = {}; }),
            "mean 'random': the output is int8 with 0 scales and 0 zero points, expected one of each");
}

}  // namespace
}  // namespace mote
