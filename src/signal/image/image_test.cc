// image: rounding, saturation, the variant without a table, and refusals.
#include <gtest/gtest.h>

#include "signal/chain/chain.h"
#include "signal/image/parameters.h"

namespace mote {
namespace {

const SensorFormat camera{ElementType::uint8, 0, 3, 4, 5, ""};

std::vector<uint8_t> all_pixels() {
  std::vector<uint8_t> pixels;
  for (int i = 0; i < camera.pixels(); ++i) pixels.push_back(static_cast<uint8_t>(i * 255 / (camera.pixels() - 1)));
  return pixels;
}

SignalChain chain_of(float black, float white, Quantization output) {
  ImageParameters parameters;
  parameters.black = black, parameters.white = white;
  return SignalChain({parameters, camera, 0}, std::move(output));
}

TEST(Image, RoundsToTheNearestFeature) {
  const SignalChain chain = chain_of(-1, 1, {{1 / 100.0f}, {-20}, 0});
  EXPECT_EQ(chain.layout().shape, (Shape{4, 5, 3}));
  EXPECT_EQ(chain.variant().name, "table");
  const std::vector<uint8_t> pixels = all_pixels();
  const std::vector<int8_t> features = chain.features_of(pixels);
  for (size_t i = 0; i < pixels.size(); ++i)
    EXPECT_NEAR(features[i], std::max(-128.0, 100 * (2 * pixels[i] / 255.0 - 1) - 20), 0.5001);
}

TEST(Image, NeedsNoTableWhereAPixelIsItsFeature) {
  const SignalChain chain = chain_of(0, 1, {{1 / 255.0f}, {-128}, 0});
  EXPECT_EQ(chain.variant().name, "offset");
  const std::vector<uint8_t> pixels = all_pixels();
  const std::vector<int8_t> features = chain.features_of(pixels);
  for (size_t i = 0; i < pixels.size(); ++i) EXPECT_EQ(features[i], pixels[i] - 128);
  // The table gives the same.
  const Attributes parameters = ImageParameters{};
  const BlockCall call{parameters, camera, ElementType::int8, chain.output()};
  std::vector<int8_t> by_table(pixels.size());
  void* const pointers[] = {const_cast<uint8_t*>(pixels.data()), by_table.data()};
  signal_block_named("image").variants[0].lower(call).run(pointers);
  EXPECT_EQ(by_table, features);
}

TEST(Image, GivesRealNumbersForTraining) {
  ImageParameters parameters;
  parameters.black = -2, parameters.white = 3;
  const std::vector<uint8_t> pixels = all_pixels();
  const std::vector<float> reals = RealFeatures({parameters, camera, 0}).of(pixels);
  for (size_t i = 0; i < pixels.size(); ++i) EXPECT_NEAR(reals[i], -2 + 5 * pixels[i] / 255.0, 1e-4);
}

TEST(Image, RefusesWhatDoesNotFit) {
  EXPECT_THROW(chain_of(1, 1, {{1.0f}, {0}, 0}), InputError);
  EXPECT_THROW(layout_of({ImageParameters{}, {}, 16000}), InputError);
}

}  // namespace
}  // namespace mote
