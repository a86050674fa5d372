// fully_connected: its int8 and float definitions against the formula, its shape rule, and what it refuses.
#include <gtest/gtest.h>

#include "ops/fully_connected/attributes.h"
#include "ops/random_weights.h"
#include "ops/reference_arithmetic.h"
#include "ops/run_variant.h"

namespace mote {
namespace {

RandomCall random_fully_connected(Random& random) {
  const int32_t rows = random.pick({1, 1, 1, 2, 5}), outputs = random.between(1, 40);
  const int32_t inputs = random.chance(0.5) ? random.between(1, 130) : 4 * random.between(1, 40);
  RandomLayer layer{{rows, inputs}, {outputs, inputs}, {rows, outputs}, outputs, inputs, 0};
  FullyConnectedAttributes attributes;
  attributes.activation = random.pick({Activation::none, Activation::none, Activation::relu, Activation::relu6});
  return random_weights_call(random, attributes, layer);
}

const RandomCallRegistration registration("fully_connected", random_fully_connected);

std::vector<uint8_t> run_on(const Call& call, std::string_view name, const std::vector<uint8_t>& input) {
  for (const Variant& variant : operator_named("fully_connected").variants)
    if (variant.name == name) return run_variant(variant, call, {input, {}, {}})[0];
  fail("fully_connected has no variant '{}'", name);
}

// The reference multiplies the two input scales in float where the weights have one scale.
double factor_of(const Call& call, int64_t channel) {
  if (call.input(1).quantization.per_channel()) return reference_factor(call, channel);
  const float product = call.input(0).quantization.scale() * call.input(1).quantization.scale();
  return double(product) / double(call.output().quantization.scale());
}

TEST(FullyConnected, Int8EqualsTheFormula) {
  for (int seed = 0; seed < 300; ++seed) {
    Random random(seed);
    RandomCall random_call = random_fully_connected(random);
    const Call call = random_call.call();
    if (call.input(0).type != ElementType::int8) continue;
    Tensor input = call.input(0);
    input.data = random_elements(random, input.type, input.elements());
    const auto values = input.values<int8_t>(), weights = call.input(1).values<int8_t>();
    const int32_t inputs = call.input(1).shape[1], channels = call.input(1).shape[0];
    const auto bias = call.has_input(2) ? call.input(2).values<int32_t>() : std::vector<int32_t>(channels);
    const auto outputs = run_on(call, "int8", input.data);
    for (int32_t index = 0; index < call.output().elements(); ++index) {
      const int32_t row = index / channels, channel = index % channels;
      int32_t sum = bias[channel];
      for (int32_t i = 0; i < inputs; ++i)
        sum += (values[row * inputs + i] - call.input(0).quantization.zero_point()) * weights[channel * inputs + i];
      const Activation activation = call.as<FullyConnectedAttributes>().activation;
      ASSERT_EQ(static_cast<int8_t>(outputs[index]), reference_output(call, activation, sum, factor_of(call, channel)))
          << "seed " << seed;
    }
  }
}

TEST(FullyConnected, Float32IsNearTheFormula) {
  for (int seed = 0; seed < 100; ++seed) {
    Random random(seed);
    RandomCall random_call = random_fully_connected(random);
    const Call call = random_call.call();
    if (call.input(0).type != ElementType::float32) continue;
    Tensor input = call.input(0), output = call.output();
    input.data = random_elements(random, input.type, input.elements());
    output.data = run_on(call, "float32", input.data);
    const auto values = input.values<float>(), weights = call.input(1).values<float>();
    const auto bias = call.input(2).values<float>(), results = output.values<float>();
    const FloatRange range = float_activation_range(call.as<FullyConnectedAttributes>().activation);
    const int32_t inputs = call.input(1).shape[1], channels = call.input(1).shape[0];
    for (int32_t index = 0; index < call.output().elements(); ++index) {
      double sum = bias[index % channels];
      for (int32_t i = 0; i < inputs; ++i)
        sum += double(values[index / channels * inputs + i]) * weights[index % channels * inputs + i];
      ASSERT_NEAR(results[index], std::clamp<double>(sum, range.min, range.max), 1e-3);
    }
  }
}

TEST(FullyConnected, KeepsAnOutputShapeThatFits) {
  Random random(1);
  RandomLayer layer{{2, 3, 8}, {5, 8}, {2, 3, 5}, 5, 8, 0};
  RandomCall random_call = random_int8_call(random, FullyConnectedAttributes{}, layer);
  const OperatorDefinition& definition = operator_named("fully_connected");
  EXPECT_EQ(definition.infer_shapes(random_call.call()), std::vector<Shape>{(Shape{2, 3, 5})});
  random_call.outputs[0].shape = {7};
  EXPECT_EQ(definition.infer_shapes(random_call.call()), std::vector<Shape>{(Shape{6, 5})});
}

TEST(FullyConnected, RefusesAnInputThatIsNoWholeNumberOfRows) {
  Random random(1);
  RandomLayer layer{{1, 8}, {16, 16}, {1, 16}, 16, 16, 0};
  const RandomCall random_call = random_int8_call(random, FullyConnectedAttributes{}, layer);
  try {
    operator_named("fully_connected").check(random_call.call());
    FAIL();
  } catch (const InputError& error) {
    EXPECT_STREQ(error.what(),
                 "fully_connected 'random': input 1x8 has 8 elements, expected rows of 16 for weights 16x16");
  }
}

}  // namespace
}  // namespace mote
