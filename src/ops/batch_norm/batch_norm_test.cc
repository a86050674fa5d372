// batch_norm: against its formula, and what it refuses.
#include <cmath>

#include "ops/batch_norm/attributes.h"
#include "ops/small_call.h"

namespace mote {
namespace {

RandomCall random_batch_norm(Random& random) {
  const int32_t channels = random.between(1, 9);
  const Shape shape{random.between(1, 3), random.between(1, 5), channels};
  RandomCall norm{BatchNormAttributes{}, {float_tensor(shape)}, {float_tensor(shape)}};
  for (int i = 0; i < 4; ++i) {
    std::vector<float> values;
    for (int32_t c = 0; c < channels; ++c) values.push_back(i == 3 ? random.real(0, 2) : random.real(-2, 2));
    norm.inputs.push_back(float_tensor({channels}, values));
  }
  return norm;
}

const RandomCallRegistration registration("batch_norm", random_batch_norm);

TEST(BatchNorm, IsNearTheFormula) {
  for (int seed = 0; seed < 50; ++seed) {
    Random random(seed);
    const RandomCall norm = random_batch_norm(random);
    const Call call = norm.call();
    const auto input = as_values<float>(random_elements(random, ElementType::float32, call.input(0).elements()));
    const auto gamma = call.input(1).values<float>(), beta = call.input(2).values<float>();
    const auto mean = call.input(3).values<float>(), variance = call.input(4).values<float>();
    const auto outputs = run_on<float>(norm, input);
    for (size_t i = 0; i < outputs.size(); ++i) {
      const size_t c = i % gamma.size();
      const double scale = gamma[c] / std::sqrt(variance[c] + double(1e-3f));
      ASSERT_NEAR(outputs[i], (input[i] - mean[c]) * scale + beta[c], 1e-4) << "seed " << seed;
    }
  }
}

TEST(BatchNorm, RefusesWhatMakesNoSense) {
  Random random(1);
  RandomCall sound = random_batch_norm(random);
  for (auto& input : sound.inputs) *input = float_tensor({3}, {1, 1, 1});
  sound.outputs[0].shape = {3};
  EXPECT_EQ(refusal_of(sound), "");
  EXPECT_EQ(refusal_after(sound, [](auto& c) { c.inputs.pop_back(); }),
            "batch_norm 'random': has 4 inputs, expected 5");
  EXPECT_EQ(refusal_after(sound, [](auto& c) { c.inputs[0]->shape = {}; }),
            "batch_norm 'random': the input is a scalar, expected a last dimension of channels");
  EXPECT_EQ(refusal_after(sound, [](auto& c) { c.inputs[4]->shape = {2}; }),
            "batch_norm 'random': variance has 2 elements, expected one for each of 3 channels");
  EXPECT_EQ(refusal_after(sound, [](auto& c) { c.inputs[1]->type = ElementType::int8; }),
            "batch_norm 'random': gamma is int8, expected float32");
  EXPECT_EQ(refusal_after(sound, [](auto& c) { c.inputs[0]->type = ElementType::int8; }),
            "batch_norm 'random': the input is int8, expected float32");
  EXPECT_EQ(refusal_after(sound, [](auto& c) { c.attributes.set("epsilon", "-1"); }),
            "batch_norm 'random': epsilon is -1, expected finite and at least 0");
}

}  // namespace
}  // namespace mote
