// The whole state of a training in one file, written so that a kill at any moment leaves the last one whole.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "train/torch/optimizer.h"

namespace mote::torch_module {

struct TrainingState {
  OptimizerState optimizer;         // optimizer.step counts all steps so far
  double loss_sum = 0;              // over the steps of the epoch that is under way
  std::vector<EpochRecord> curves;  // of the epochs that are done
  int64_t best_epoch = 0;
  at::Tensor best_parameters, best_statistics;
};

// Names a training: of the same graph, data and options. The checkpoint's own path and the threads don't count.
std::string identity_of(const Graph& graph, const TrainingData& train, const TrainingData& val,
                        const TrainingOptions& options);

void save_checkpoint(const std::filesystem::path& path, const std::string& identity, const Network& network,
                     const TrainingState& state);
// Whether there was a checkpoint of this training: network and state are then as they were. A file of another training,
// or one that is damaged, is passed over.
bool load_checkpoint(const std::filesystem::path& path, const std::string& identity, Network& network,
                     TrainingState& state);

}  // namespace mote::torch_module
