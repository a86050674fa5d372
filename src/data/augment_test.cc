// Augmentation: the same numbers give the same sample, and each change does what it says.
#include "data/augment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace mote {
namespace {

using testing::ElementsAre;
using Samples = std::vector<int16_t>;

const AudioAugmentation everything{100, 6, 1, 0, 30, 0.1};

Samples changed(const AudioAugmentation& augmentation, SampleRandom random, Samples samples = Samples(1600, 1000)) {
  augment(samples, 16000, augmentation, {}, random);
  return samples;
}

TEST(AugmentAudio, DependsOnSeedEpochAndIndexAlone) {
  EXPECT_EQ(changed(everything, {1, 2, 3}), changed(everything, {1, 2, 3}));
  EXPECT_NE(changed(everything, {1, 2, 3}), changed(everything, {2, 2, 3}));
  EXPECT_NE(changed(everything, {1, 2, 3}), changed(everything, {1, 3, 3}));
  EXPECT_NE(changed(everything, {1, 2, 3}), changed(everything, {1, 2, 4}));
}

TEST(AugmentAudio, KeepsTheLengthAndWithoutSettingsTheSamples) {
  EXPECT_EQ(changed(everything, {1, 0, 0}).size(), 1600u);
  EXPECT_EQ(changed({}, {1, 0, 0}), Samples(1600, 1000));
}

TEST(AugmentAudio, ShiftsInSilence) {
  int64_t silent = 0;
  for (int index = 0; index < 20; ++index) {
    const Samples samples = changed({.shift_ms = 50}, {1, 0, index});
    const auto zeros = std::count(samples.begin(), samples.end(), 0);
    EXPECT_LE(zeros, 801);
    EXPECT_EQ(zeros + std::count(samples.begin(), samples.end(), 1000), 1600);
    silent += zeros;
  }
  EXPECT_GT(silent, 20 * 200);
}

TEST(AugmentAudio, GainStaysWithinItsDecibels) {
  for (int index = 0; index < 20; ++index) {
    const double gain = changed({.gain_db = 6}, {1, 0, index})[0] / 1000.0;
    EXPECT_GE(gain, 0.49);
    EXPECT_LE(gain, 2.01);
  }
}

TEST(AugmentAudio, MixesABackgroundAtItsRatio) {
  Samples samples(16000, 1000);
  const Samples alternating = [] {
    Samples s(500);
    for (size_t i = 0; i < s.size(); ++i) s[i] = i % 2 ? 300 : -300;
    return s;
  }();
  augment(samples, 16000, {.noise_probability = 1, .noise_snr_low_db = 20, .noise_snr_high_db = 20}, {alternating},
          {1, 0, 1});
  double squares = 0;
  for (int16_t v : samples) squares += (v - 1000.0) * (v - 1000.0);
  EXPECT_NEAR(std::sqrt(squares / 16000), 100, 5);
}

TEST(AugmentImage, FlipsHalfOfThem) {
  int flipped = 0;
  for (int index = 0; index < 100; ++index) {
    std::vector<uint8_t> pixels = {1, 2, 3, 4, 5, 6};
    augment(pixels, 2, 3, 1, {.flip = true}, {1, 0, index});
    if (pixels == std::vector<uint8_t>{3, 2, 1, 6, 5, 4})
      ++flipped;
    else
      EXPECT_THAT(pixels, ElementsAre(1, 2, 3, 4, 5, 6));
  }
  EXPECT_GT(flipped, 30);
  EXPECT_LT(flipped, 70);
}

TEST(AugmentImage, ShiftsAndCutsOut) {
  std::vector<uint8_t> pixels(100, 9), cut(100, 9);
  augment(pixels, 10, 10, 1, {.shift_pixels = 2}, {1, 0, 3});
  EXPECT_GE(std::count(pixels.begin(), pixels.end(), 9), 64);
  augment(cut, 10, 10, 1, {.cutout_pixels = 4}, {1, 0, 3});
  EXPECT_LE(std::count(cut.begin(), cut.end(), 0), 16);
  EXPECT_GT(std::count(cut.begin(), cut.end(), 0), 0);
}

}  // namespace
}  // namespace mote
