// mfe against its float64 definition: on average 0.3 of a step, nowhere 2 steps.
#include <gtest/gtest.h>

#include <algorithm>

#include "signal/chain/chain.h"
#include "signal/mfe/parameters.h"
#include "signal/testing.h"

namespace mote {
namespace {

using namespace signal_testing;

// A scale and zero point that cover all but 0.1 % of the values at either end, as calibration would.
Quantization covering(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const double low = std::min(0.0, values[values.size() / 1000]);
  const double high = std::max(0.0, values[values.size() - 1 - values.size() / 1000]);
  const double scale = (high - low) / 255;
  return {{static_cast<float>(scale)}, {static_cast<int32_t>(std::lround(-128 - low / scale))}, 0};
}

TEST(Mfe, EqualsItsDefinitionOnMadeSignals) {
  const MfeParameters parameters;
  const Quantization output{{0.1f}, {20}, 0};
  const SignalChain chain({parameters, {}, 16000}, output);
  ASSERT_EQ(chain.layout().shape, (Shape{49, 40, 1}));
  for (const auto& [name, samples] : made_signals()) {
    Distance distance;
    distance.add(chain.features_of(samples), reference_log_mel(parameters, 16000, samples), output);
    EXPECT_LE(distance.mean(), 0.3) << name;
    EXPECT_LE(distance.largest, 2) << name;
  }
}

TEST(Mfe, EqualsItsDefinitionOnRealClips) {
  const auto clips = speech_clips(40);
  if (clips.empty()) GTEST_SKIP() << "../shared/data/speech-commands is not there";
  const MfeParameters parameters;
  std::vector<std::vector<int16_t>> recordings;
  std::vector<double> values;
  for (const auto& clip : clips) {
    recordings.push_back(read_recording(clip));
    const std::vector<double> reference = reference_log_mel(parameters, 16000, recordings.back());
    values.insert(values.end(), reference.begin(), reference.end());
  }
  const Quantization output = covering(values);
  const SignalChain chain({parameters, {}, 16000}, output);
  Distance distance;
  for (size_t i = 0; i < recordings.size(); ++i)
    distance.add(chain.features_of(recordings[i]), {values.begin() + i * 1960, values.begin() + (i + 1) * 1960},
                 output);
  EXPECT_LE(distance.mean(), 0.27);
  EXPECT_LE(distance.largest, 1);
}

TEST(Mfe, GivesRealNumbersForTraining) {
  const MfeParameters parameters;
  const RealFeatures features({parameters, {}, 16000});
  const std::vector<int16_t> samples = made_signals()[3].second;
  const std::vector<float> reals = features.of(samples);
  const std::vector<double> reference = reference_log_mel(parameters, 16000, samples);
  ASSERT_EQ(reals.size(), reference.size());
  for (size_t i = 0; i < reals.size(); ++i) EXPECT_NEAR(reals[i], reference[i], 0.1);
}

}  // namespace
}  // namespace mote
