// Layout of a chain, and its features frame by frame.
#include "signal/chain/chain.h"

#include "base/error.h"

namespace mote {
namespace {

BlockCall call_of(const ChainDescription& description, ElementType type = ElementType::int8,
                  Quantization output = {{1.0f}, {0}, 0}) {
  return {description.block, description.sensor, type, std::move(output)};
}

// Every frame of one input, in order.
template <class Feature, class Sample>
std::vector<Feature> run_frames(const ChainLayout& layout, const Lowered& lowered, std::span<const Sample> samples) {
  if (static_cast<int64_t>(samples.size()) < layout.input_samples)
    fail("a recording has {} samples, the model's input takes {}", samples.size(), layout.input_samples);
  std::vector<Feature> features(layout.features());
  std::vector<uint8_t> scratch(lowered.scratch_bytes);
  for (int32_t frame = 0; frame < layout.frames; ++frame) {
    auto* window = const_cast<Sample*>(samples.data() + int64_t{frame} * layout.frame.hop_samples);
    void* const pointers[] = {window, features.data() + frame * layout.frame.features(), scratch.data()};
    lowered.run(std::span(pointers, lowered.takes_scratch ? 3 : 2));
  }
  return features;
}

template <class Sample>
std::vector<float> real_features(const ChainLayout& layout, const Lowered& lowered, float scale,
                                 std::span<const Sample> samples) {
  const std::vector<int16_t> integers = run_frames<int16_t>(layout, lowered, samples);
  std::vector<float> reals(integers.size());
  for (size_t i = 0; i < reals.size(); ++i) reals[i] = scale * static_cast<float>(integers[i]);
  return reals;
}

void check_samples(const ChainLayout& layout, const SensorFormat& sensor, ElementType given) {
  ensure(sensor.type == given, "features of {} were asked of a chain for {} ({} samples)", name_of(given),
         name_of(sensor.type), layout.input_samples);
}

}  // namespace

ChainLayout layout_of(const ChainDescription& description) {
  const BlockDefinition& block = definition_of_block(description.block);
  const BlockCall call = call_of(description);
  block.check(call);
  ChainLayout layout;
  layout.frame = block.layout(call);
  const int64_t given = description.sensor.is_picture()
                            ? description.sensor.pixels()
                            : int64_t{1} * description.input_samples * description.sensor.channels;
  if (given < layout.frame.window_samples)
    call.refuse("an input of {} samples is shorter than one window of {}", given, layout.frame.window_samples);
  if (given > INT32_MAX / 2) call.refuse("an input of {} samples is too long", given);
  layout.frames = static_cast<int32_t>(1 + (given - layout.frame.window_samples) / layout.frame.hop_samples);
  layout.input_samples = layout.frame.window_samples + (layout.frames - 1) * layout.frame.hop_samples;
  layout.shape = layout.frame.frame_shape;
  layout.shape[0] *= layout.frames;
  return layout;
}

SignalChain::SignalChain(ChainDescription description, Quantization output, std::span<const CoreFeature> features)
    : description_(std::move(description)), layout_(layout_of(description_)), output_(std::move(output)) {
  ensure(output_.present() && !output_.per_channel(), "features have {} scales, expected one", output_.scales.size());
  const BlockCall call = call_of(description_, ElementType::int8, output_);
  const std::vector<const BlockVariant*> serving = serving_block_variants(call, features);
  ensure(!serving.empty(), "no kernel of '{}' serves", description_.block.operator_name());
  variant_ = serving.front();
  lowered_ = variant_->lower(call);
}

std::vector<int8_t> SignalChain::features_of(std::span<const int16_t> samples) const {
  check_samples(layout_, description_.sensor, ElementType::int16);
  return run_frames<int8_t>(layout_, lowered_, samples);
}

std::vector<int8_t> SignalChain::features_of(std::span<const uint8_t> pixels) const {
  check_samples(layout_, description_.sensor, ElementType::uint8);
  return run_frames<int8_t>(layout_, lowered_, pixels);
}

RealFeatures::RealFeatures(ChainDescription description) : layout_(layout_of(description)) {
  output_ = definition_of_block(description.block).fine(call_of(description));
  const BlockCall call = call_of(description, ElementType::int16, output_);
  const std::vector<const BlockVariant*> serving = serving_block_variants(call, {});
  ensure(!serving.empty(), "no kernel of '{}' serves", description.block.operator_name());
  lowered_ = serving.front()->lower(call);
}

std::vector<float> RealFeatures::of(std::span<const int16_t> samples) const {
  return real_features(layout_, lowered_, output_.scale(), samples);
}

std::vector<float> RealFeatures::of(std::span<const uint8_t> pixels) const {
  return real_features(layout_, lowered_, output_.scale(), pixels);
}

}  // namespace mote
