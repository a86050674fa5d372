// What Mote knows of a signal block: parameters, what it takes and gives, and its kernel variants for one frame.
// Each block has a folder signal/NAME/ that ends in one BlockDefinition, and a line in blocks.def.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/attributes.h"
#include "base/core_feature.h"
#include "base/lowered.h"
#include "base/tensor.h"

namespace mote {

// What a sensor gives: samples over time, or pictures.
struct SensorFormat {
  ElementType type = ElementType::int16;       // int16: audio and other sensors; uint8: pixels
  double rate_hz = 16000;                      // samples a second of each channel; 0 for pictures
  int32_t channels = 1;                        // interleaved
  int32_t height = 0, width = 0;               // of a picture
  std::string unit = "1/32768 of full scale";  // of one step of a sample, for people

  bool is_picture() const { return height > 0; }
  bool operator==(const SensorFormat&) const = default;
  // The numbers in one picture.
  int32_t pixels() const { return height * width * channels; }
};

// How a block cuts its input and what it makes of each piece. A picture is one frame.
struct FrameLayout {
  int32_t window_samples = 0;  // numbers that one frame reads, all channels
  int32_t hop_samples = 0;     // from the start of a frame to the start of the next
  Shape frame_shape;  // features of a frame: rows (over time), columns, channels; {1, 10, 1} of ten coefficients
  int64_t features() const { return element_count(frame_shape); }
};

// One use of a block: parameters, sensor, and the type and quantization of the features (one scale, or one a channel
// of a picture).
struct BlockCall {
  const Attributes& parameters;
  const SensorFormat& sensor;
  ElementType output_type = ElementType::int8;  // or int16, for training
  Quantization output;

  template <class T>
  const T& as() const {
    return parameters.get<T>();
  }
  // Throws InputError: "mfcc: " and the text.
  template <class... Arguments>
  [[noreturn]] void refuse(fmt::format_string<Arguments...> text, Arguments&&... arguments) const {
    fail("{}: {}", parameters.operator_name(), fmt::format(text, std::forward<Arguments>(arguments)...));
  }
};

// One row of a block's variants.def: a device kernel and when it serves. The kernel is called
// (layer, const SAMPLE* window, FEATURE* features, void* scratch).
struct BlockVariant {
  std::string_view name;
  CoreFeature feature;                // CoreFeature::none: every core
  std::string_view header, function;  // "signal/mfcc/kernel.h", "mfcc"
  bool (*serves)(const BlockCall&);
  Lowered (*lower)(const BlockCall&);
  InstructionCost (*cost)(const BlockCall&);  // of one frame
};

struct BlockDefinition {
  std::string_view name;
  Attributes (*parameters)();               // with every field at its default
  void (*check)(const BlockCall&);          // parameters against the sensor; throws InputError
  FrameLayout (*layout)(const BlockCall&);  // after check; neither looks at the output's type and quantization
  Quantization (*fine)(const BlockCall&);   // of int16 features that no input saturates: real numbers for training
  std::span<const BlockVariant> variants;
};

// Every block, in the order of blocks.def.
std::span<const BlockDefinition* const> signal_blocks();
// Throws InputError listing the names where none matches.
const BlockDefinition& signal_block_named(std::string_view name);
inline const BlockDefinition& definition_of_block(const Attributes& a) { return signal_block_named(a.operator_name()); }

// The variants that serve on a core with these features, cheapest first.
std::vector<const BlockVariant*> serving_block_variants(const BlockCall& call, std::span<const CoreFeature> features);

}  // namespace mote
