// floor equals the standard library's on ordinary, whole, huge and infinite numbers.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "ops/floor/attributes.h"
#include "ops/floor/kernel_float32.h"
#include "ops/random_call.h"
#include "ops/small_call.h"

namespace mote {
namespace {

const RandomCallRegistration floors("floor", [](Random& random) {
  const Shape shape{random.between(1, 3), random.between(1, 40)};
  return RandomCall{FloorAttributes{}, {float_tensor(shape)}, {float_tensor(shape)}};
});

TEST(Floor, IsTheStandardLibrarys) {
  const float infinity = std::numeric_limits<float>::infinity();
  for (float value : {0.0f, 0.5f, -0.5f, 1.0f, -1.0f, 2.999999f, -2.000001f, 8388607.5f, -8388607.5f, 8388608.0f, 1e30f,
                      -1e30f, infinity, -infinity})
    EXPECT_EQ(device::floor_of(value), std::floor(value)) << value;
  EXPECT_TRUE(std::isnan(device::floor_of(std::nanf(""))));
}

TEST(Floor, OfInt8IsRefused) {
  const Tensor tensor = int8_tensor({4}, 1, 0);
  EXPECT_EQ(refusal_of(RandomCall{FloorAttributes{}, {tensor}, {tensor}}), "floor 'random': input is int8, expected float32");
}

}  // namespace
}  // namespace mote
