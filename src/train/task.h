// What is learnt: to tell the class of a sample from the network's input. A provider hands out labelled samples.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/tensor.h"

namespace mote {

// Asks for samples changed at random: the change must be a function of these two and the sample's index alone.
struct Augmentation {
  uint64_t seed = 0;
  int64_t epoch = 0;
};

struct TrainingData {
  Shape shape;  // of one input, without the batch axis: height, width, channels
  int32_t classes = 0;
  std::vector<int32_t> labels;  // of every sample, from 0

  // Writes the inputs of the samples `indices`, one after the other, as the float network takes them; with no
  // augmentation as they are. Called from several threads at once.
  std::function<void(std::span<const int64_t> indices, const std::optional<Augmentation>& augmentation,
                     std::span<float> into)>
      fill;
  std::string identity;  // a hash of the samples and of how they are changed: a checkpoint of other data is not resumed

  int64_t count() const { return static_cast<int64_t>(labels.size()); }
};

}  // namespace mote
