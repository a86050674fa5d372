// A signal chain: a block, the sensor that feeds it, and how many samples make one input of the model. On the host it
// turns whole recordings to features with the kernels that the device runs.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "signal/block.h"

namespace mote {

struct ChainDescription {
  Attributes block;  // the parameters: an MfccParameters, ...
  SensorFormat sensor;
  int32_t input_samples = 16000;  // of each channel, for one input of the model; of no meaning for pictures

  bool operator==(const ChainDescription&) const = default;
};

// How a chain cuts one input.
struct ChainLayout {
  FrameLayout frame;
  int32_t frames = 1;         // of one input
  int32_t input_samples = 0;  // numbers of one input, all channels
  Shape shape;                // of the model's input without batch: rows, columns, channels; {49, 10, 1}
  int64_t features() const { return element_count(shape); }
};

// Throws InputError where the parameters do not fit the sensor or each other.
ChainLayout layout_of(const ChainDescription& description);

// Features of one type and quantization. May be used from several threads at once.
class SignalChain {
 public:
  // int8 features for a model whose input has this quantization, by the kernel that a core with these features runs.
  SignalChain(ChainDescription description, Quantization output, std::span<const CoreFeature> features = {});

  // Of one recording, its channels interleaved. Throws InputError where it is shorter than an input; of a longer one
  // the beginning is taken.
  std::vector<int8_t> features_of(std::span<const int16_t> samples) const;
  std::vector<int8_t> features_of(std::span<const uint8_t> pixels) const;

  const ChainDescription& description() const { return description_; }
  const ChainLayout& layout() const { return layout_; }
  const Quantization& output() const { return output_; }
  const BlockVariant& variant() const { return *variant_; }
  const Lowered& lowered() const { return lowered_; }  // of one frame

 private:
  ChainDescription description_;
  ChainLayout layout_;
  Quantization output_;
  const BlockVariant* variant_;
  Lowered lowered_;
};

// Features as real numbers, exact to about 15 bits: for training, and for choosing the quantization.
class RealFeatures {
 public:
  explicit RealFeatures(ChainDescription description);
  std::vector<float> of(std::span<const int16_t> samples) const;
  std::vector<float> of(std::span<const uint8_t> pixels) const;
  const ChainLayout& layout() const { return layout_; }

 private:
  ChainLayout layout_;
  Quantization output_;
  Lowered lowered_;
};

}  // namespace mote
