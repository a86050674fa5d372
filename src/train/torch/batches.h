// Which samples form each batch, and the batch itself with mixed samples and soft labels. All of it is a function of
// seed, epoch and step, so that training goes on from any step with the same bits.
#pragma once

#include <vector>

#include "train/task.h"
#include "train/trainer.h"

namespace mote::torch_module {

struct Batch {
  std::vector<float> inputs;   // [samples, height, width, channels]
  std::vector<float> targets;  // [samples, classes], each row sums to 1
  int64_t samples = 0;
};

class Batches {
 public:
  // Throws InputError where the data is empty or labels, shape or options make no sense.
  Batches(const TrainingData& data, const TrainingOptions& options);

  int64_t steps_an_epoch() const { return steps_; }
  // Batch `step` of `epoch`, of samples in random order, augmented.
  Batch training_batch(int64_t epoch, int64_t step);
  // Samples [first, first + count) as they are.
  Batch plain_batch(int64_t first, int64_t count) const;

 private:
  Batch filled(std::span<const int64_t> indices, const std::optional<Augmentation>& augmentation) const;
  void mix(Batch& batch, int64_t epoch, int64_t step) const;

  const TrainingData& data_;
  const TrainingOptions& options_;
  int64_t elements_, batch_, steps_;
  int64_t shuffled_epoch_ = -1;
  std::vector<int64_t> order_;
};

// Throws InputError with what is wrong: no sample, a label out of range, a shape that is not the graph's.
void check_data(const Graph& graph, const TrainingData& data, const std::string& what);

}  // namespace mote::torch_module
