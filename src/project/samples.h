// A project's recordings as the network sees them: features in real numbers for training, in int8 for evaluation.
#pragma once

#include <memory>
#include <vector>

#include "emit/pipeline.h"
#include "project/config.h"
#include "signal/chain/chain.h"

namespace mote {

// How real features become the network's input: (feature - mean) / deviation, so that training starts well and padding
// stands for the mean. `features` and `input` give the same integers different units.
struct Normalization {
  Quantization features, input;
  float mean = 0, deviation = 1;  // mean is a whole number of the features' steps
  float low = 0, high = 0;        // features outside are clipped
};

// Up to `most` of the indices, spread evenly.
std::vector<size_t> spread(const std::vector<size_t>& indices, int64_t most);

class ProjectSamples {
 public:
  // Opens the data. Throws InputError for data that does not fit the project.
  explicit ProjectSamples(const ProjectConfig& config);

  const Dataset& dataset() const { return dataset_; }
  const ChainDescription& chain() const { return chain_; }
  Shape input_shape() const { return real_->layout().shape; }

  // From up to `count` training samples, spread evenly.
  Normalization measure_normalization(int64_t count = 600) const;

  // What the trainer asks for; the augmented side draws new samples every epoch, the other is computed once. Up to
  // `most` samples, spread evenly.
  TrainingData training_data(Split side, const Normalization& normalization, bool augmented,
                             int64_t most = INT64_MAX) const;

  // One recording cut or padded with silence to the model's input, or one picture.
  std::vector<int16_t> recording(size_t index) const;
  std::vector<uint8_t> picture(size_t index) const;

 private:
  std::vector<float> real_features(size_t index, const std::optional<Augmentation>& augmentation) const;

  ProjectConfig config_;
  Dataset dataset_;
  ChainDescription chain_;
  std::unique_ptr<RealFeatures> real_;
  std::vector<std::vector<int16_t>> backgrounds_;
};

}  // namespace mote
