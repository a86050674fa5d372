// add, sub and mul: against their formulas, repeated inputs, constants, and what they refuse.
#include "ops/elementwise.h"

#include <algorithm>

#include "ops/add/attributes.h"
#include "ops/mul/attributes.h"
#include "ops/reference_arithmetic.h"
#include "ops/small_call.h"
#include "ops/sub/attributes.h"

namespace mote {
namespace {

Shape random_shape(Random& random) {
  Shape shape(random.between(1, 5));
  for (int32_t& dimension : shape) dimension = random.pick({1, 1, 2, 3, 5, 7});
  return shape;
}

// A shape that goes with it: now and then equal, else with dimensions of 1, or without leading ones.
Shape partner_of(Random& random, Shape shape) {
  if (random.chance(0.4)) return shape;
  for (int32_t& dimension : shape)
    if (random.chance(0.4)) dimension = 1;
  if (random.chance(0.3)) shape.erase(shape.begin(), shape.begin() + random.between(0, shape.size() - 1));
  return shape;
}

template <class PairAttributes>
RandomCall random_pair(Random& random) {
  for (;;) {
    Shape first = random_shape(random), second = partner_of(random, first);
    if (random.chance(0.3)) std::swap(first, second);
    const bool is_float = random.chance(0.3);
    const auto tensor = [&](Shape shape) {
      return is_float ? float_tensor(std::move(shape))
                      : int8_tensor(
                            std::move(shape),
                            random.chance(0.25) ? std::ldexp(1.0f, random.between(-9, -3)) : random.real(0.002f, 0.2f),
                            random.int8_zero_point());
    };
    PairAttributes attributes;
    attributes.activation = random.pick({Activation::none, Activation::relu, Activation::relu6});
    RandomCall pair{attributes, {tensor(first), tensor(second)}, {tensor({})}};
    if (!repetition_of(first, second)) continue;
    pair.outputs[0].shape = infer_elementwise_shapes(pair.call())[0];
    if (random.chance(0.4)) {
      Tensor& constant = *pair.inputs[random.between(0, 1)];
      constant.data = random_elements(random, constant.type, constant.elements());
    }
    return pair;
  }
}

const RandomCallRegistration adds("add", random_pair<AddAttributes>);
const RandomCallRegistration subs("sub", random_pair<SubAttributes>);
const RandomCallRegistration muls("mul", random_pair<MulAttributes>);

// The value of an input that is repeated, at an output's position.
int64_t repeated_index(const Shape& shape, const Shape& output, int64_t index) {
  int64_t result = 0, step = 1;
  for (size_t i = 0; i < output.size(); ++i) {
    const int32_t size = output[output.size() - 1 - i], at = static_cast<int32_t>(index % size);
    index /= size;
    if (i >= shape.size()) continue;
    const int32_t own = shape[shape.size() - 1 - i];
    result += (own == 1 ? 0 : at) * step;
    step *= own;
  }
  return result;
}

int8_t sum_of(const Call& call, Activation activation, int32_t first, int32_t second, int sign) {
  const double a = call.input(0).quantization.scale(), b = call.input(1).quantization.scale();
  const double common = 2 * std::max(a, b);
  const int32_t x = reference_scaled((first - call.input(0).quantization.zero_point()) * (1 << 20), a / common);
  const int32_t y = reference_scaled((second - call.input(1).quantization.zero_point()) * (1 << 20), b / common);
  const double factor = common / ((1 << 20) * double(call.output().quantization.scale()));
  return reference_output(call, activation, x + sign * y, factor);
}

int8_t product_of(const Call& call, Activation activation, int32_t first, int32_t second) {
  return reference_output(
      call, activation,
      (first - call.input(0).quantization.zero_point()) * (second - call.input(1).quantization.zero_point()),
      reference_factor(call, 0));
}

template <class PairAttributes, class Formula>
void expect_int8_formula(Formula&& formula) {
  for (int seed = 0; seed < 300; ++seed) {
    Random random(seed);
    const RandomCall pair = random_pair<PairAttributes>(random);
    const Call call = pair.call();
    if (call.input(0).type != ElementType::int8) continue;
    Contents inputs;
    for (const Tensor* input : call.inputs)
      inputs.push_back(input->constant() ? input->data : random_elements(random, input->type, input->elements()));
    const auto outputs = as_values<int8_t>(run_call(pair, inputs)[0]);
    const auto first = as_values<int8_t>(inputs[0]), second = as_values<int8_t>(inputs[1]);
    for (size_t i = 0; i < outputs.size(); ++i) {
      const int8_t a = first[repeated_index(call.input(0).shape, call.output().shape, i)];
      const int8_t b = second[repeated_index(call.input(1).shape, call.output().shape, i)];
      ASSERT_EQ(outputs[i], formula(call, call.as<PairAttributes>().activation, a, b)) << "seed " << seed;
    }
  }
}

TEST(Elementwise, AddOnInt8EqualsTheFormula) {
  expect_int8_formula<AddAttributes>([](auto&... arguments) { return sum_of(arguments..., 1); });
}

TEST(Elementwise, SubOnInt8EqualsTheFormula) {
  expect_int8_formula<SubAttributes>([](auto&... arguments) { return sum_of(arguments..., -1); });
}

TEST(Elementwise, MulOnInt8EqualsTheFormula) {
  expect_int8_formula<MulAttributes>([](auto&... arguments) { return product_of(arguments...); });
}

RandomCall float_pair(Attributes attributes, Shape first, Shape second, Shape output) {
  return {std::move(attributes), {float_tensor(first), float_tensor(second)}, {float_tensor(output)}};
}

std::vector<float> run_floats(const RandomCall& pair, const std::vector<float>& a, const std::vector<float>& b) {
  return as_values<float>(run_call(pair, {as_bytes(a), as_bytes(b)})[0]);
}

TEST(Elementwise, FloatsAreRepeatedAndClamped) {
  EXPECT_EQ(run_floats(float_pair(AddAttributes{}, {2, 2}, {2}, {2, 2}), {1, 2, 3, 4}, {10, 20}),
            (std::vector<float>{11, 22, 13, 24}));
  EXPECT_EQ(run_floats(float_pair(SubAttributes{}, {2, 1}, {1, 2}, {2, 2}), {1, 2}, {10, 20}),
            (std::vector<float>{-9, -19, -8, -18}));
  MulAttributes limited;
  limited.activation = Activation::relu6;
  EXPECT_EQ(run_floats(float_pair(limited, {3}, {3}, {3}), {1, 2, -3}, {5, 5, 5}), (std::vector<float>{5, 6, 0}));
}

TEST(Elementwise, SubTakesAConstantOnEitherSide) {
  RandomCall pair = float_pair(SubAttributes{}, {2}, {2}, {2});
  pair.inputs[0] = float_tensor({2}, {10, 20});
  EXPECT_EQ(as_values<float>(run_call(pair, {{}, as_bytes<float>({1, 2})})[0]), (std::vector<float>{9, 18}));
  std::swap(pair.inputs[0], pair.inputs[1]);
  EXPECT_EQ(as_values<float>(run_call(pair, {as_bytes<float>({1, 2}), {}})[0]), (std::vector<float>{-9, -18}));
}

TEST(Elementwise, FoldsDimensionsThatBehaveAlike) {
  const Repetition r = repetition_of({2, 3, 1, 4}, {3, 5, 1}).value();
  EXPECT_EQ(r.size, (std::array<int32_t, 4>{2, 3, 5, 4}));
  EXPECT_EQ(r.first_stride, (std::array<int32_t, 4>{12, 4, 0, 1}));
  EXPECT_EQ(r.second_stride, (std::array<int32_t, 4>{0, 5, 1, 0}));
  EXPECT_EQ(repetition_of({4, 5, 6}, {4, 5, 6}).value().size, (std::array<int32_t, 4>{1, 1, 1, 120}));
  EXPECT_FALSE(repetition_of({2, 1, 2, 1, 2}, {1, 2, 1, 2, 1}));
}

TEST(Elementwise, RefusesWhatMakesNoSense) {
  const RandomCall sound{
      AddAttributes{}, {int8_tensor({2, 3}, 1, 0), int8_tensor({3}, 1, 0)}, {int8_tensor({2, 3}, 1, 0)}};
  EXPECT_EQ(refusal_of(sound), "");
  EXPECT_EQ(refusal_after(sound, [](auto& c) { c.inputs.pop_back(); }), "add 'random': has 1 inputs, expected 2");
  EXPECT_EQ(refusal_after(sound, [](auto& c) { c.inputs[1].reset(); }),
            "add 'random': input 1 is absent, expected a tensor");
  EXPECT_EQ(refusal_after(sound, [](auto& c) { c.outputs.clear(); }), "add 'random': has 0 outputs, expected 1");
  EXPECT_EQ(refusal_after(sound, [](auto& c) { c.inputs[1]->shape = {2}; }),
            "add 'random': inputs of shapes 2x3 and 2, expected each dimension equal or 1");
  EXPECT_EQ(refusal_after(sound, [](auto& c) { c.inputs[1]->type = ElementType::float32; }),
            "add 'random': the first input is int8 and the second is float32, expected one type");
  EXPECT_EQ(refusal_after(sound, [](auto& c) { c.inputs[0]->type = ElementType::int16; }),
            "add 'random': the first input is int16, expected float32 or int8");
  EXPECT_EQ(refusal_after(sound, [](auto& c) { c.outputs[0].type = ElementType::float32; }),
            "add 'random': the first input is int8 and the output is float32, expected one type");
  EXPECT_EQ(refusal_after(sound, [](auto& c) { c.inputs[0]->quantization = {}; }),
            "add 'random': the first input is int8 with 0 scales and 0 zero points, expected one of each");
  EXPECT_EQ(refusal_after(sound, [](auto& c) { c.inputs[1]->quantization.scales = {-1}; }),
            "add 'random': the second input has the scale -1, expected a finite one above 0");
  EXPECT_EQ(refusal_after(sound, [](auto& c) { c.outputs[0].quantization.scales = {1e-6f}; }),
            "add 'random': input scales 1 and 1 are over 2^19 times the output's 1e-06, expected less");
  EXPECT_EQ(refusal_after(sound,
                          [](auto& c) {
                            c.inputs[0]->shape = {2, 1, 2, 1, 2};
                            c.inputs[1]->shape = {1, 2, 1, 2, 1};
                          }),
            "add 'random': inputs of shapes 2x1x2x1x2 and 1x2x1x2x1 are repeated along more dimensions than the "
            "kernels' four");
}

}  // namespace
}  // namespace mote
