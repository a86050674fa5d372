// mfcc against its float64 definition: on average 0.3 of a step, nowhere 2 steps; and against published features.
#include <gtest/gtest.h>

#include <fstream>

#include "base/file.h"
#include "base/testing.h"
#include "signal/chain/chain.h"
#include "signal/mfcc/parameters.h"
#include "signal/testing.h"

namespace mote {
namespace {

using namespace signal_testing;

const Quantization keyword_input{{0.5847029f}, {83}, 0};  // of the MLPerf Tiny keyword model

std::vector<double> reference(const MfccParameters& p, const std::vector<int16_t>& samples) {
  return reference_mfcc(reference_log_mel(p, 16000, samples), p.bands, p.coefficients);
}

TEST(Mfcc, EqualsItsDefinitionOnMadeSignals) {
  const MfccParameters parameters;
  const SignalChain chain({parameters, {}, 16000}, keyword_input);
  ASSERT_EQ(chain.layout().shape, (Shape{49, 10, 1}));
  for (const auto& [name, samples] : made_signals()) {
    Distance distance;
    distance.add(chain.features_of(samples), reference(parameters, samples), keyword_input);
    EXPECT_LE(distance.mean(), 0.3) << name;
    EXPECT_LE(distance.largest, 1.1) << name;
  }
}

TEST(Mfcc, EqualsItsDefinitionWithOtherParameters) {
  MfccParameters parameters;
  parameters.window_ms = 40, parameters.hop_ms = 50, parameters.bands = 26, parameters.low_hz = 0;
  parameters.high_hz = 0, parameters.magnitude = false, parameters.log_floor = 1e-9f, parameters.coefficients = 26;
  const Quantization output{{0.9f}, {20}, 0};
  const SignalChain chain({parameters, {}, 16000}, output);
  ASSERT_EQ(chain.layout().shape, (Shape{20, 26, 1}));
  for (const auto& [name, samples] : made_signals()) {
    Distance distance;
    distance.add(chain.features_of(samples), reference(parameters, samples), output);
    EXPECT_LE(distance.mean(), 0.3) << name;
    EXPECT_LE(distance.largest, 1.6) << name;
  }
}

TEST(Mfcc, EqualsItsDefinitionOnRealClips) {
  const auto clips = speech_clips(100);
  if (clips.empty()) GTEST_SKIP() << "../shared/data/speech-commands is not there";
  ASSERT_EQ(clips.size(), 100u);
  const MfccParameters parameters;
  const SignalChain chain({parameters, {}, 16000}, keyword_input);
  Distance distance;
  for (const auto& clip : clips) {
    const std::vector<int16_t> samples = read_recording(clip);
    distance.add(chain.features_of(samples), reference(parameters, samples), keyword_input);
  }
  EXPECT_LE(distance.mean(), 0.26);
  EXPECT_LE(distance.largest, 0.6);
}

// The published features divide a clip by its largest sample. Here it is scaled to full scale before, which rounds each
// sample anew.
TEST(Mfcc, EqualsThePublishedKeywordFeatures) {
  const auto data = shared_data();
  if (!data || !std::filesystem::exists(*data / "speech-commands/kws01/map.csv"))
    GTEST_SKIP() << "../shared/data/speech-commands/kws01 is not there";
  const std::vector<uint8_t> bytes = read_bytes(*data / "speech-commands/kws01/mfcc_f32.bin");
  const auto* published = reinterpret_cast<const float*>(bytes.data());
  std::ifstream map(*data / "speech-commands/kws01/map.csv");
  std::string line;
  std::getline(map, line);  // bin, class_index, path, ...
  const SignalChain chain({MfccParameters{}, {}, 16000}, keyword_input);
  Distance distance;
  for (int row = 0; row < 100 && std::getline(map, line); ++row) {
    const size_t start = line.find(',', line.find(',') + 1) + 1;
    std::vector<int16_t> samples =
        read_recording(*data / "speech-commands" / line.substr(start, line.find(',', start) - start));
    const double largest = *std::max_element(samples.begin(), samples.end());
    for (int16_t& sample : samples)
      sample = static_cast<int16_t>(std::lround(std::clamp(sample * 32768 / largest, -32768.0, 32767.0)));
    distance.add(chain.features_of(samples), {published + row * 490, published + (row + 1) * 490}, keyword_input);
  }
  EXPECT_EQ(distance.count, 49000);
  EXPECT_LE(distance.mean(), 0.3);
}

TEST(Mfcc, RefusesParametersThatDoNotFit) {
  const auto refusal = [](auto change) {
    MfccParameters parameters;
    change(parameters);
    try {
      layout_of({parameters, {}, 16000});
    } catch (const InputError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  EXPECT_EQ(refusal([](auto&) {}), "");
  EXPECT_EQ(refusal([](auto& p) { p.window_ms = 300; }),
            "mfcc: window_ms is 300, expected at least 2 samples and at most 256 ms at 16000 Hz");
  EXPECT_EQ(refusal([](auto& p) { p.hop_ms = 0; }), "mfcc: hop_ms is 0, expected at least one sample at 16000 Hz");
  EXPECT_EQ(refusal([](auto& p) { p.bands = 0; }), "mfcc: bands is 0, expected 1 to 128");
  EXPECT_EQ(refusal([](auto& p) { p.high_hz = 9000; }),
            "mfcc: low_hz 20 and high_hz 9000, expected 0 <= low < high <= 8000 (half the sample rate)");
  EXPECT_EQ(refusal([](auto& p) { p.log_floor = 0; }), "mfcc: log_floor is 0, expected 1e-12 to 1");
  EXPECT_EQ(refusal([](auto& p) { p.coefficients = 41; }),
            "mfcc: coefficients is 41, expected 1 to 40 (the number of bands)");
  EXPECT_EQ(refusal([](auto& p) { p.window_ms = NAN; }).substr(0, 26), "mfcc: window_ms is nan, ex");
}

}  // namespace
}  // namespace mote
