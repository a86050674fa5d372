// mfcc and mfe against their float64 definitions: on average 0.3 of a step, nowhere 2 steps.
#include <gtest/gtest.h>

#include "base/testing.h"
#include "signal/chain/chain.h"
#include "signal/mfcc/parameters.h"
#include "signal/mfe/parameters.h"
#include "signal/testing.h"

namespace mote {
namespace {

using namespace signal_testing;

const Quantization keyword_input{{0.5847029f}, {83}, 0};  // of the MLPerf Tiny keyword model

TEST(Mfcc, MadeSignalsEqualTheDefinition) {
  const MfccParameters parameters;
  const SignalChain chain({parameters, {}}, keyword_input);
  for (const auto& [name, samples] : made_signals()) {
    Distance distance;
    distance.add(chain.features_of(samples),
                 reference_mfcc(reference_log_mel(parameters, 16000, samples), parameters.bands, 10), keyword_input);
    EXPECT_LE(distance.largest, 0.75) << name;
    printf("%s mean %f max %f\n", name.c_str(), distance.mean(), distance.largest);
  }
}

TEST(Mfcc, RealClipsEqualTheDefinition) {
  const auto clips = speech_clips(3);
  if (clips.empty()) GTEST_SKIP() << "needs the shared speech commands";
  const MfccParameters parameters;
  const SignalChain chain({parameters, {}}, keyword_input);
  Distance distance;
  for (const auto& clip : clips) {
    const std::vector<int16_t> samples = read_recording(clip);
    distance.add(chain.features_of(samples),
                 reference_mfcc(reference_log_mel(parameters, 16000, samples), parameters.bands, 10), keyword_input);
  }
  printf("%zu clips: mean %f max %f\n", clips.size(), distance.mean(), distance.largest);
}

TEST(Mfe, RealClipsEqualTheDefinition) {
  const auto clips = speech_clips(3);
  if (clips.empty()) GTEST_SKIP() << "needs the shared speech commands";
  const MfeParameters parameters;
  const Quantization q{{0.085f}, {35}, 0};
  const SignalChain chain({parameters, {}}, q);
  Distance distance;
  for (const auto& clip : clips) {
    const std::vector<int16_t> samples = read_recording(clip);
    distance.add(chain.features_of(samples), reference_log_mel(parameters, 16000, samples), q);
  }
  printf("%zu clips: mean %f max %f\n", clips.size(), distance.mean(), distance.largest);
}

}  // namespace
}  // namespace mote
