// Chains: streams in pieces of any size give the bits of whole recordings; layouts and refusals.
#include "signal/chain/chain.h"

#include <gtest/gtest.h>

#include <random>

#include "signal/chain/kernel_stream.h"
#include "signal/mfcc/parameters.h"
#include "signal/mfe/parameters.h"
#include "signal/raw/parameters.h"
#include "signal/testing.h"

namespace mote {
namespace {

const Quantization output{{0.5f}, {30}, 0};

// Every input of the stream, when samples come in pieces of random sizes.
std::vector<std::vector<int8_t>> streamed(const SignalChain& chain, int32_t stride_frames,
                                          const std::vector<int16_t>& samples, uint32_t seed) {
  const ChainLayout& layout = chain.layout();
  const device::StreamLayer layer{layout.frame.window_samples, layout.frame.hop_samples, layout.frames,
                                  static_cast<int32_t>(layout.frame.features()), stride_frames};
  device::StreamState state{};
  std::vector<int16_t> window(layer.window_samples);
  std::vector<int8_t> ring(layout.features());
  std::vector<uint8_t> scratch(chain.lowered().scratch_bytes);
  std::vector<std::vector<int8_t>> inputs;
  std::mt19937 random(seed);
  for (size_t at = 0; at < samples.size();) {
    const size_t count = std::min<size_t>(samples.size() - at, 1 + random() % (seed % 2 ? 50 : 3000));
    device::stream_push(
        layer, state, window.data(), ring.data(), samples.data() + at, static_cast<int32_t>(count),
        [&](const int16_t* frame, int8_t* row) {
          void* const pointers[] = {const_cast<int16_t*>(frame), row, scratch.data()};
          chain.lowered().run(std::span(pointers, chain.lowered().takes_scratch ? 3 : 2));
        },
        [&] {
          inputs.emplace_back(layout.features());
          device::stream_features(layer, state, ring.data(), inputs.back().data());
        });
    at += count;
  }
  return inputs;
}

void expect_stream_equals_batch(const ChainDescription& description, int32_t stride_frames) {
  const SignalChain chain(description, output);
  const ChainLayout& layout = chain.layout();
  std::vector<int16_t> samples;
  for (const auto& [name, signal] : signal_testing::made_signals())
    samples.insert(samples.end(), signal.begin(), signal.end());
  samples.resize(50000);
  for (uint32_t seed = 0; seed < 4; ++seed) {
    const auto inputs = streamed(chain, stride_frames, samples, seed);
    ASSERT_EQ(inputs.size(), 1 + (samples.size() - layout.input_samples) / (stride_frames * layout.frame.hop_samples));
    for (size_t i = 0; i < inputs.size(); ++i) {
      const auto start = i * static_cast<size_t>(stride_frames * layout.frame.hop_samples);
      ASSERT_EQ(inputs[i], chain.features_of(std::span<const int16_t>(samples).subspan(start))) << i;
    }
  }
}

TEST(Chain, StreamsGiveTheBitsOfRecordings) {
  expect_stream_equals_batch({MfccParameters{}, {}, 16000}, 5);
  expect_stream_equals_batch({MfeParameters{}, {}, 6000}, 40);  // inputs with gaps between them
  MfccParameters apart;
  apart.hop_ms = 45;  // longer than the window
  expect_stream_equals_batch({apart, {}, 16000}, 1);
  SensorFormat stereo;
  stereo.channels = 2;
  expect_stream_equals_batch({RawParameters{}, stereo, 4000}, 3);
}

TEST(Chain, LaysOutWholeInputs) {
  const ChainLayout layout = layout_of({MfccParameters{}, {}, 16000});
  EXPECT_EQ(layout.frames, 49);
  EXPECT_EQ(layout.input_samples, 15840);
  EXPECT_EQ(layout.shape, (Shape{49, 10, 1}));
  SensorFormat stereo;
  stereo.channels = 2;
  EXPECT_EQ(layout_of({RawParameters{}, stereo, 16000}).shape, (Shape{16000, 1, 2}));
}

std::string refusal(const ChainDescription& description) {
  try {
    layout_of(description);
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

TEST(Chain, RefusesWhatDoesNotFit) {
  EXPECT_EQ(refusal({MfccParameters{}, {}, 479}), "mfcc: an input of 479 samples is shorter than one window of 480");
  SensorFormat stereo;
  stereo.channels = 2;
  EXPECT_EQ(refusal({MfccParameters{}, stereo, 16000}),
            "mfcc: takes one channel of int16 samples, the sensor gives 2 channels of int16");
  RawParameters hop;
  hop.hop_ms = 0;
  EXPECT_EQ(refusal({hop, {}, 16000}), "raw: hop_ms is 0, expected at least one sample at 16000 Hz");
  EXPECT_THROW(signal_block_named("mfccs"), InputError);
  const SignalChain chain({MfccParameters{}, {}, 16000}, output);
  EXPECT_THROW(chain.features_of(std::vector<int16_t>(100)), InputError);
}

TEST(Chain, EveryBlockIsInTheListUnderItsName) {
  for (const BlockDefinition* block : signal_blocks()) {
    EXPECT_EQ(&signal_block_named(block->name), block);
    EXPECT_EQ(block->parameters().operator_name(), block->name);
    ASSERT_FALSE(block->variants.empty());
    EXPECT_EQ(block->variants[0].feature, CoreFeature::none);
  }
}

TEST(Chain, ParametersAreSetByName) {
  Attributes parameters = signal_block_named("mfcc").parameters();
  parameters.set("coefficients", "13");
  parameters.set("window_ms", "25");
  EXPECT_EQ(parameters.print(), "mfcc window_ms=25 coefficients=13");
  EXPECT_THROW(parameters.set("coefficient", "13"), InputError);
}

}  // namespace
}  // namespace mote
