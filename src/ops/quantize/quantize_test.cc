// quantize and dequantize: against their formulas, at their ends, and what they refuse.
#include <algorithm>
#include <cmath>
#include <limits>

#include "ops/dequantize/attributes.h"
#include "ops/quantize/attributes.h"
#include "ops/reference_arithmetic.h"
#include "ops/small_call.h"

namespace mote {
namespace {

using enum ElementType;

int32_t zero_point_of(Random& random, ElementType type) {
  if (type == int8) return random.int8_zero_point();
  return type == uint8 ? random.pick({0, 128, 255}) : 0;
}

RandomCall random_quantize(Random& random) {
  const Shape shape{random.between(1, 60)};
  const ElementType from = random.pick({float32, int8, uint8, int16}), to = random.pick({int8, int8, uint8, int16});
  RandomCall quantize{
      QuantizeAttributes{},
      {from == float32 ? float_tensor(shape)
                       : integer_tensor(from, shape, random.real(0.01f, 0.1f), zero_point_of(random, from))},
      {integer_tensor(to, shape, random.real(0.01f, 0.1f), zero_point_of(random, to))}};
  if (from == int16 && random.chance(0.2))
    quantize.outputs[0].type = int32, quantize.outputs[0].quantization.zero_points = {0};
  return quantize;
}

RandomCall random_dequantize(Random& random) {
  const Shape shape{random.between(1, 60)};
  const ElementType from = random.pick({int8, uint8, int16});
  return {DequantizeAttributes{},
          {integer_tensor(from, shape, random.real(0.01f, 0.1f), zero_point_of(random, from))},
          {float_tensor(shape)}};
}

const RandomCallRegistration quantizes("quantize", random_quantize);
const RandomCallRegistration dequantizes("dequantize", random_dequantize);

std::vector<double> reals_of(ElementType type, const std::vector<uint8_t>& bytes) {
  const auto widened = [](const auto& values) { return std::vector<double>(values.begin(), values.end()); };
  if (type == float32) return widened(as_values<float>(bytes));
  if (type == int8) return widened(as_values<int8_t>(bytes));
  if (type == int16) return widened(as_values<int16_t>(bytes));
  return type == int32 ? widened(as_values<int32_t>(bytes)) : widened(bytes);
}

struct Range {
  double min, max;
};

Range range_of(ElementType type) {
  if (type == int32) return {INT32_MIN, INT32_MAX};
  return type == int8 ? Range{-128, 127} : type == uint8 ? Range{0, 255} : Range{-32768, 32767};
}

TEST(Quantize, EqualsTheFormula) {
  for (int seed = 0; seed < 300; ++seed) {
    Random random(seed);
    const RandomCall quantize = random_quantize(random);
    const Tensor &in = *quantize.inputs[0], &out = quantize.outputs[0];
    const auto input = random_elements(random, in.type, in.elements());
    const auto inputs = reals_of(in.type, input), outputs = reals_of(out.type, run_call(quantize, {input})[0]);
    const float scale = out.quantization.scale();
    for (size_t i = 0; i < inputs.size(); ++i) {
      const double steps = in.type == float32
                               ? std::round(static_cast<float>(inputs[i]) / scale)
                               : reference_scaled(static_cast<int32_t>(inputs[i]) - in.quantization.zero_point(),
                                                  double(in.quantization.scale()) / double(scale));
      const Range range = range_of(out.type);
      ASSERT_EQ(outputs[i], std::clamp(steps + out.quantization.zero_point(), range.min, range.max)) << "seed " << seed;
    }
  }
}

TEST(Quantize, SaturatesWhatIsOutOfRange) {
  const RandomCall quantize{QuantizeAttributes{}, {float_tensor({6})}, {int8_tensor({6}, 0.5f, -3)}};
  constexpr float infinity = std::numeric_limits<float>::infinity();
  EXPECT_EQ(run_on<int8_t>(quantize, std::vector<float>{0.25f, -0.25f, 1e30f, -1e30f, infinity, NAN}),
            (std::vector<int8_t>{-2, -4, 127, -128, 127, -128}));
}

TEST(Quantize, DequantizeIsTheInverse) {
  for (int seed = 0; seed < 100; ++seed) {
    Random random(seed);
    const RandomCall dequantize = random_dequantize(random);
    const Tensor& in = *dequantize.inputs[0];
    const auto input = random_elements(random, in.type, in.elements());
    const auto floats = run_call(dequantize, {input})[0];
    const RandomCall quantize{QuantizeAttributes{}, {dequantize.outputs[0]}, {in}};
    ASSERT_EQ(run_call(quantize, {floats})[0], input) << "seed " << seed;
  }
  const RandomCall small{DequantizeAttributes{}, {int8_tensor({2}, 0.5f, -128)}, {float_tensor({2})}};
  EXPECT_EQ(run_on<float>(small, std::vector<int8_t>{-128, 127}), (std::vector<float>{0, 127.5f}));
}

TEST(Quantize, RefusesWhatMakesNoSense) {
  const RandomCall quantize{QuantizeAttributes{}, {float_tensor({4})}, {int8_tensor({4}, 1, 0)}};
  EXPECT_EQ(refusal_of(quantize), "");
  EXPECT_EQ(refusal_after(quantize, [](auto& c) { c.inputs[0]->type = int64; }),
            "quantize 'random': the input is int64, expected float32 or int8 or uint8 or int16");
  EXPECT_EQ(refusal_after(quantize, [](auto& c) { c.outputs[0].type = int32; }),
            "quantize 'random': the output is int32, expected int8 or uint8 or int16");
  EXPECT_EQ(refusal_after(quantize, [](auto& c) { c.outputs[0].quantization = {}; }),
            "quantize 'random': the output is int8 with 0 scales and 0 zero points, expected one of each");
  const RandomCall dequantize{DequantizeAttributes{}, {int8_tensor({4}, 1, 0)}, {float_tensor({4})}};
  EXPECT_EQ(refusal_of(dequantize), "");
  EXPECT_EQ(refusal_after(dequantize, [](auto& c) { c.inputs[0]->type = int32; }),
            "dequantize 'random': the input is int32, expected int8 or uint8 or int16");
  EXPECT_EQ(refusal_after(dequantize, [](auto& c) { c.outputs[0].type = int8; }),
            "dequantize 'random': the output is int8, expected float32");
  EXPECT_EQ(refusal_after(dequantize, [](auto& c) { c.inputs[0]->quantization.scales = {NAN}; }),
            "dequantize 'random': the input has the scale nan, expected a finite one above 0");
}

}  // namespace
}  // namespace mote
