// Training: a float graph and labelled samples in, the graph with trained weights and its curves out. The work is done
// by a module on libtorch (train/torch/) that is opened at run time, so that nothing else waits for libtorch or needs
// it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "graph/graph.h"
#include "train/task.h"

namespace mote {

enum class Optimizer : uint8_t { sgd, adamw };

struct TrainingOptions {
  int32_t epochs = 30;
  int32_t batch = 64;
  Optimizer optimizer = Optimizer::adamw;
  float learning_rate = 0.01f;  // at its highest; then down to 0 along a cosine
  float warmup_epochs = 1;      // up from 0 in a line
  float weight_decay = 0.02f;   // on weights, not on biases and batch norms; decoupled with adamw
  float momentum = 0.9f;        // of sgd, with Nesterov's step
  float label_smoothing = 0.05f;
  float mixup = 0;               // alpha of the beta distribution, at most 1; 0: samples are not mixed
  float average_decay = 0.999f;  // weights averaged over steps with this decay (0.99 to 0.9995); 0: not averaged
  int32_t patience = 0;          // epochs without a better validation loss before training stops; 0: never
  uint64_t seed = 1;
  int32_t threads = 2;
  std::filesystem::path checkpoint;  // a file; empty: none. Where it is of the same training, that one goes on
};

struct EpochRecord {
  double train_loss = 0, val_loss = 0, val_accuracy = 0;
  bool operator==(const EpochRecord&) const = default;
};

struct TrainingResult {
  Graph
      graph;  // weights of the best epoch: the one of the lowest validation loss (the last, where there is no val data)
  std::vector<EpochRecord> curves;  // one an epoch
  int32_t best_epoch = 0;           // index into curves
  bool resumed = false;             // a checkpoint was taken up
};

class Trainer {
 public:
  virtual ~Trainer() = default;

  // The graph's input is [1, height, width, channels], its first output [1, classes], logits or their softmax. Weights
  // and biases of conv2d, depthwise_conv2d, fully_connected and batch_norm are trained, other constants stay. Throws
  // InputError where the data, the graph or a loss that is not finite forbid it; Interrupted, after a checkpoint.
  virtual TrainingResult train(const Graph& graph, const TrainingData& train, const TrainingData& val,
                               const TrainingOptions& options) = 0;

  // The graph's first output for every sample as it is, one row of `classes` each.
  virtual std::vector<float> predict(const Graph& graph, const TrainingData& data, int32_t threads = 2) = 0;
};

// What the module needs of the program that opened it.
struct TrainerHost {
  std::function<bool()> interrupted;
  std::function<void(int64_t done, int64_t total, const std::string& note)> progress;  // in steps
};

// Opens mote_torch.so (beside the executable, or in ../lib/mote). Throws InputError where it or libtorch is absent.
std::unique_ptr<Trainer> load_trainer();
// Whether it is there, without opening it, for `mote doctor`.
bool trainer_installed();

}  // namespace mote
