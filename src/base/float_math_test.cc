// Float functions of the device against double precision, and their ends.
#include "base/device/float_math.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>

namespace mote {
namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();

// The largest error in units of the float's last place.
double worst_error(float low, float high, float (*ours)(float), double (*exact)(double)) {
  double worst = 0;
  for (int i = 0; i <= 200000; ++i) {
    const float x = low + (high - low) * static_cast<float>(i) / 200000.0f;
    const double expected = exact(x), size = std::fabs(expected);
    const double unit = size > 0 ? std::ldexp(1.0, std::max(std::ilogb(size), -126) - 23) : std::ldexp(1.0, -149);
    worst = std::max(worst, std::fabs(ours(x) - expected) / unit);
  }
  return worst;
}

TEST(FloatMath, FunctionsAreWithinThreeUnits) {
  EXPECT_LT(worst_error(-87, 88, device::exp, std::exp), 2);
  EXPECT_LT(worst_error(-1, 1, device::exp, std::exp), 2);
  EXPECT_LT(worst_error(-80, 20, device::logistic, [](double x) { return 1 / (1 + std::exp(-x)); }), 3);
  EXPECT_LT(worst_error(-10, 10, device::tanh, std::tanh), 3);
  EXPECT_LT(worst_error(-0.7f, 0.7f, device::tanh, std::tanh), 3);
}

TEST(FloatMath, FunctionsHoldAtTheirEnds) {
  EXPECT_EQ(device::exp(0), 1);
  EXPECT_EQ(device::exp(200), infinity);
  EXPECT_EQ(device::exp(infinity), infinity);
  EXPECT_EQ(device::exp(-infinity), 0);
  EXPECT_EQ(device::exp(-110), 0);
  EXPECT_NEAR(device::exp(-100), std::exp(-100.0), 1e-44);  // below the normal numbers
  EXPECT_TRUE(std::isnan(device::exp(NAN)));
  EXPECT_EQ(device::logistic(infinity), 1);
  EXPECT_EQ(device::logistic(-infinity), 0);
  EXPECT_EQ(device::tanh(infinity), 1);
  EXPECT_EQ(device::tanh(-infinity), -1);
  EXPECT_TRUE(std::isnan(device::tanh(NAN)));
}

TEST(FloatMath, RoundsTiesAwayFromZero) {
  for (float x : {0.5f, -0.5f, 1.5f, 2.5f, -2.5f, 0.49999997f, 8388607.5f, -8388607.5f, 8388609.0f, 3e9f, -1e20f, 0.0f})
    EXPECT_EQ(device::round_half_away(x), std::round(x)) << x;
  EXPECT_EQ(device::round_half_away(infinity), infinity);
  EXPECT_TRUE(std::isnan(device::round_half_away(NAN)));
}

}  // namespace
}  // namespace mote
