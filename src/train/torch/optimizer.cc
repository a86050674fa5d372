// SGD with Nesterov momentum, and AdamW (Loshchilov, Hutter: Decoupled weight decay regularization, 2019).
#include "train/torch/optimizer.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace mote::torch_module {
namespace {

void sgd_step(Network& network, OptimizerState& state, const TrainingOptions& options, double rate) {
  at::Tensor gradient = network.gradients + network.parameters * network.decayed * options.weight_decay;
  state.first_moment.mul_(options.momentum).add_(gradient);
  network.parameters.sub_(gradient.add_(state.first_moment, options.momentum), rate);
}

void adamw_step(Network& network, OptimizerState& state, const TrainingOptions& options, double rate) {
  constexpr double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;
  const double correction1 = 1 - std::pow(beta1, state.step + 1), correction2 = 1 - std::pow(beta2, state.step + 1);
  state.first_moment.mul_(beta1).add_(network.gradients, 1 - beta1);
  state.second_moment.mul_(beta2).addcmul_(network.gradients, network.gradients, 1 - beta2);
  network.parameters.mul_(1 - network.decayed * (rate * options.weight_decay));
  const at::Tensor divisor = (state.second_moment / correction2).sqrt_().add_(epsilon);
  network.parameters.addcdiv_(state.first_moment, divisor, -rate / correction1);
}

// The average's decay grows with the step, so that it forgets the random start soon.
void average(Network& network, OptimizerState& state, const TrainingOptions& options) {
  const double step = static_cast<double>(state.step);
  const double decay = std::min<double>(options.average_decay, (1 + step) / (10 + step));
  state.average_parameters.lerp_(network.parameters, 1 - decay);
  state.average_statistics.lerp_(network.statistics, 1 - decay);
}

}  // namespace

double learning_rate_at(const TrainingOptions& options, int64_t step, int64_t steps_an_epoch) {
  const double warmup = static_cast<double>(options.warmup_epochs) * static_cast<double>(steps_an_epoch);
  const double total = static_cast<double>(options.epochs) * static_cast<double>(steps_an_epoch);
  const double at = static_cast<double>(step) + 0.5;
  if (at < warmup) return options.learning_rate * at / warmup;
  const double part = (at - warmup) / std::max(1.0, total - warmup);
  return options.learning_rate * 0.5 * (1 + std::cos(std::numbers::pi * std::min(1.0, part)));
}

OptimizerState initial_state(const Network& network) {
  return {at::zeros_like(network.parameters), at::zeros_like(network.parameters), network.parameters.clone(),
          network.statistics.clone(), 0};
}

void optimizer_step(Network& network, OptimizerState& state, const TrainingOptions& options, int64_t steps_an_epoch) {
  const at::NoGradGuard no_gradients;
  const double rate = learning_rate_at(options, state.step, steps_an_epoch);
  if (options.optimizer == Optimizer::sgd)
    sgd_step(network, state, options, rate);
  else
    adamw_step(network, state, options, rate);
  network.gradients.zero_();
  average(network, state, options);
  ++state.step;
}

}  // namespace mote::torch_module
