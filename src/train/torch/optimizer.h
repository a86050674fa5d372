// One step down the gradient, on flat vectors; the learning rate's course; the average of weights over steps.
#pragma once

#include "train/torch/network.h"
#include "train/trainer.h"

namespace mote::torch_module {

// Up in a line over the warm-up, then down to 0 along half a cosine.
double learning_rate_at(const TrainingOptions& options, int64_t step, int64_t steps_an_epoch);

struct OptimizerState {
  at::Tensor first_moment, second_moment;             // of the gradients
  at::Tensor average_parameters, average_statistics;  // weights over steps; equal to the network's where not asked for
  int64_t step = 0;
};

OptimizerState initial_state(const Network& network);

// Changes the network's parameters by its gradients and clears those.
void optimizer_step(Network& network, OptimizerState& state, const TrainingOptions& options, int64_t steps_an_epoch);

}  // namespace mote::torch_module
