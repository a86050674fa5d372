// softmax, logistic, tanh and clamp: near their real functions on int8 and float, in hand-checked cases, and what they
// refuse. That int8 is exact is tested on the reference outputs.
#include "ops/unary.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "ops/clamp/attributes.h"
#include "ops/logistic/attributes.h"
#include "ops/quantized.h"
#include "ops/reference_arithmetic.h"
#include "ops/small_call.h"
#include "ops/softmax/attributes.h"
#include "ops/tanh/attributes.h"

namespace mote {
namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();

std::vector<int8_t> all_int8() {
  std::vector<int8_t> values;
  for (int i = -128; i < 128; ++i) values.push_back(static_cast<int8_t>(i));
  return values;
}

template <class UnaryAttributes>
RandomCall random_function(Random& random, float scale, int32_t zero_point) {
  const Shape shape{random.between(1, 3), random.between(1, 40)};
  if (random.chance(0.3)) return {UnaryAttributes{}, {float_tensor(shape)}, {float_tensor(shape)}};
  return {UnaryAttributes{},
          {int8_tensor(shape, random.real(0.001f, 0.3f), random.int8_zero_point())},
          {int8_tensor(shape, scale, zero_point)}};
}

RandomCall random_clamp(Random& random) {
  ClampAttributes a;
  a.min = random.pick({0.0f, 0.0f, -1.0f, -infinity});
  a.max = random.pick({6.0f, 1.0f, infinity});
  RandomCall clamp = random_function<ClampAttributes>(random, random.real(0.01f, 0.1f), random.int8_zero_point());
  if (random.chance(0.5)) clamp.outputs[0].quantization = clamp.inputs[0]->quantization;
  clamp.attributes = a;
  return clamp;
}

const RandomCallRegistration softmaxes("softmax", [](Random& random) {
  return random_function<SoftmaxAttributes>(random, 1.0f / 256, -128);
});
const RandomCallRegistration logistics("logistic", [](Random& random) {
  return random_function<LogisticAttributes>(random, 1.0f / 256, -128);
});
const RandomCallRegistration tanhs("tanh", [](Random& random) {
  return random_function<TanhAttributes>(random, 1.0f / 128, 0);
});
const RandomCallRegistration clamps("clamp", random_clamp);

// Each int8 through the function, within `steps` of the real one.
void expect_near(Attributes attributes, float scale, int32_t zero_point, float input_scale, double (*exact)(double)) {
  const auto inputs = all_int8();
  for (int32_t input_zero_point : {-128, 0, 127}) {
    const RandomCall function{
        attributes, {int8_tensor({256}, input_scale, input_zero_point)}, {int8_tensor({256}, scale, zero_point)}};
    const auto outputs = run_on<int8_t>(function, inputs);
    for (size_t i = 0; i < inputs.size(); ++i) {
      const double expected = exact(input_scale * (inputs[i] - input_zero_point)) / scale + zero_point;
      ASSERT_NEAR(outputs[i], std::clamp(expected, -128.0, 127.0), 0.51) << int{inputs[i]};
    }
  }
}

double exact_logistic(double x) { return 1 / (1 + std::exp(-x)); }
double exact_tanh(double x) { return std::tanh(x); }

TEST(Unary, Int8FunctionsRoundTheRealOnes) {
  for (float scale : {1e-4f, 0.0078125f, 0.05f, 0.2f, 3.0f}) {
    expect_near(LogisticAttributes{}, 1.0f / 256, -128, scale, exact_logistic);
    expect_near(TanhAttributes{}, 1.0f / 128, 0, scale, exact_tanh);
  }
}

TEST(Unary, FloatFunctionsAreTheRealOnes) {
  const std::vector<float> inputs{-20, -1, -0.1f, 0, 0.3f, 2, 30};
  const auto logistic =
      run_on<float>(RandomCall{LogisticAttributes{}, {float_tensor({7})}, {float_tensor({7})}}, inputs);
  const auto tanh = run_on<float>(RandomCall{TanhAttributes{}, {float_tensor({7})}, {float_tensor({7})}}, inputs);
  for (size_t i = 0; i < inputs.size(); ++i) {
    EXPECT_NEAR(logistic[i], exact_logistic(inputs[i]), 1e-6);
    EXPECT_NEAR(tanh[i], exact_tanh(inputs[i]), 1e-6);
  }
}

std::vector<double> exact_softmax(const std::vector<double>& x) {
  std::vector<double> result;
  double sum = 0;
  for (double value : x) sum += std::exp(value - *std::max_element(x.begin(), x.end()));
  for (double value : x) result.push_back(std::exp(value - *std::max_element(x.begin(), x.end())) / sum);
  return result;
}

TEST(Unary, SoftmaxOnInt8IsNearTheRealOne) {
  for (int seed = 0; seed < 200; ++seed) {
    Random random(seed);
    SoftmaxAttributes a;
    a.beta = random.pick({1.0f, 0.5f, 2.0f});
    const int32_t depth = random.pick({1, 2, 10, 12, 100, 1000});
    const float scale = random.pick({0.01f, 0.15f, 1.0f, 40.0f});
    const RandomCall softmax{a, {int8_tensor({depth}, scale, 5)}, {int8_tensor({depth}, 1.0f / 256, -128)}};
    const auto input = as_values<int8_t>(random_elements(random, ElementType::int8, depth));
    std::vector<double> real;
    for (int8_t value : input) real.push_back(a.beta * scale * value);
    const auto expected = exact_softmax(real);
    const auto output = run_on<int8_t>(softmax, input);
    for (int32_t i = 0; i < depth; ++i)
      ASSERT_NEAR(output[i], std::min(expected[i] * 256 - 128, 127.0), 0.6) << "seed " << seed;
  }
}

TEST(Unary, SoftmaxHoldsAtTheExtremes) {
  const auto softmax = [](std::vector<int8_t> input, float scale) {
    const auto depth = static_cast<int32_t>(input.size());
    return run_on<int8_t>(
        RandomCall{SoftmaxAttributes{}, {int8_tensor({depth}, scale, 0)}, {int8_tensor({depth}, 1.0f / 256, -128)}},
        input);
  };
  EXPECT_EQ(softmax({-128}, 0.1f), (std::vector<int8_t>{127}));
  EXPECT_EQ(softmax({-128, 127}, 1e30f), (std::vector<int8_t>{-128, 127}));
  EXPECT_EQ(softmax({3, 3}, 1e30f), (std::vector<int8_t>{0, 0}));
  EXPECT_EQ(softmax(std::vector<int8_t>(4095, 127), 0.1f), std::vector<int8_t>(4095, -128));
}

TEST(Unary, SoftmaxOnFloat32WorksRowByRow) {
  SoftmaxAttributes a;
  a.beta = 2;
  const auto output = run_on<float>(RandomCall{a, {float_tensor({2, 2})}, {float_tensor({2, 2})}},
                                    std::vector<float>{0, 0, 1000, 1000.5f});
  EXPECT_FLOAT_EQ(output[0], 0.5f);
  EXPECT_FLOAT_EQ(output[1], 0.5f);
  EXPECT_FLOAT_EQ(output[2], static_cast<float>(1 / (1 + std::exp(1.0))));
  EXPECT_FLOAT_EQ(output[3], static_cast<float>(1 / (1 + std::exp(-1.0))));
}

TEST(Unary, ClampOnInt8ScalesThenLimits) {
  for (int seed = 0; seed < 100; ++seed) {
    Random random(seed);
    RandomCall clamp = random_clamp(random);
    if (clamp.inputs[0]->type != ElementType::int8) continue;
    clamp.inputs[0]->shape = clamp.outputs[0].shape = {256};
    const auto& a = *clamp.attributes.get_if<ClampAttributes>();
    const Quantization &in = clamp.inputs[0]->quantization, &out = clamp.outputs[0].quantization;
    const auto bound = [&](float real) {
      return std::clamp(std::round(real / out.scale()) + out.zero_point(), -128.0f, 127.0f);
    };
    const auto outputs = run_on<int8_t>(clamp, all_int8());
    for (int i = 0; i < 256; ++i) {
      const double scaled = reference_scaled(i - 128 - in.zero_point(), in.scale() / out.scale()) + out.zero_point();
      ASSERT_EQ(outputs[i], std::clamp<double>(scaled, bound(a.min), bound(a.max))) << "seed " << seed;
    }
  }
}

TEST(Unary, ClampOnFloat32Limits) {
  ClampAttributes relu6;
  relu6.min = 0, relu6.max = 6;
  EXPECT_EQ(run_on<float>(RandomCall{relu6, {float_tensor({3})}, {float_tensor({3})}}, std::vector<float>{-1, 3, 7}),
            (std::vector<float>{0, 3, 6}));
}

TEST(Unary, RefusesWhatMakesNoSense) {
  const RandomCall softmax{SoftmaxAttributes{}, {int8_tensor({1, 4}, 1, 0)}, {int8_tensor({1, 4}, 1.0f / 256, -128)}};
  EXPECT_EQ(refusal_of(softmax), "");
  EXPECT_EQ(refusal_after(softmax, [](auto& c) { c.attributes.set("beta", "0"); }),
            "softmax 'random': beta is 0, expected finite and above 0");
  EXPECT_EQ(refusal_after(softmax, [](auto& c) { c.attributes.set("beta", "1e-9"); }),
            "softmax 'random': beta 1e-09 times the input's scale 1 is too small, expected more than 2^-26");
  EXPECT_EQ(refusal_after(softmax, [](auto& c) { c.inputs[0]->shape = {}; }),
            "softmax 'random': the input is a scalar, expected at least one dimension");
  EXPECT_EQ(refusal_after(softmax, [](auto& c) { c.inputs[0]->shape = {4096}; }),
            "softmax 'random': the last dimension is 4096, expected 4095 at most on int8");
  EXPECT_EQ(refusal_after(softmax, [](auto& c) { c.outputs[0].quantization.zero_points = {0}; }),
            "softmax 'random': the output has scale 0.00390625 and zero point 0, expected 0.00390625 and -128");
  EXPECT_EQ(refusal_after(softmax, [](auto& c) { c.inputs[0]->type = ElementType::uint8; }),
            "softmax 'random': the input is uint8, expected float32 or int8");
  const RandomCall tanh{TanhAttributes{}, {int8_tensor({4}, 1, 0)}, {int8_tensor({4}, 1.0f / 256, 0)}};
  EXPECT_EQ(refusal_of(tanh),
            "tanh 'random': the output has scale 0.00390625 and zero point 0, expected 0.0078125 and 0");
  const RandomCall logistic{LogisticAttributes{}, {int8_tensor({4}, 1, 0)}, {float_tensor({4})}};
  EXPECT_EQ(refusal_of(logistic), "logistic 'random': the input is int8 and the output is float32, expected one type");
  ClampAttributes empty;
  empty.min = 2, empty.max = 1;
  EXPECT_EQ(refusal_of(RandomCall{empty, {float_tensor({4})}, {float_tensor({4})}}),
            "clamp 'random': min 2 and max 1, expected min at most max");
}

}  // namespace
}  // namespace mote
