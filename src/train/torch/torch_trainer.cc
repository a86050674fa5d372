// The training loop.
#include <ATen/Parallel.h>
#include <malloc.h>

#include <cmath>

#include "train/torch/batches.h"
#include "train/torch/checkpoint.h"

namespace mote::torch_module {
namespace {

void use_threads(int32_t threads) {
  if (at::get_num_threads() != threads) at::set_num_threads(threads);
}

// Activations of a few MB come and go in each step: memory that goes back to the system each time costs a third of all.
void keep_memory() {
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 512 << 20);
  mallopt(M_TOP_PAD, 64 << 20);
}

at::Tensor as_tensor(std::vector<float>& values, int64_t samples, const Shape& shape) {
  std::vector<int64_t> sizes{samples};
  sizes.insert(sizes.end(), shape.begin(), shape.end());
  return at::from_blob(values.data(), sizes, at::kFloat);
}

at::Tensor cross_entropy(const at::Tensor& outputs, const at::Tensor& targets) {
  const at::Tensor logits = outputs.reshape({targets.size(0), -1});
  return -(targets * at::log_softmax(logits, 1)).sum() / targets.size(0);
}

// One training from its start, or its checkpoint, to its end.
class Run {
 public:
  Run(const Graph& graph, const TrainingData& train, const TrainingData& val, const TrainingOptions& options,
      const TrainerHost& host)
      : options_(options), host_(host), train_(train), val_(val), network_(graph), batches_(train, options) {
    state_.optimizer = initial_state(network_);
    state_.best_parameters = network_.parameters.clone();
    state_.best_statistics = network_.statistics.clone();
    identity_ = identity_of(graph, train, val, options);
    if (!options.checkpoint.empty()) resumed_ = load_checkpoint(options.checkpoint, identity_, network_, state_);
  }

  TrainingResult finish() {
    for (int64_t epoch = static_cast<int64_t>(state_.curves.size()); epoch < options_.epochs && !out_of_patience();
         ++epoch)
      run_epoch(epoch);
    report(total_steps());
    return {network_.with_values(state_.best_parameters, state_.best_statistics), state_.curves,
            static_cast<int32_t>(state_.best_epoch), resumed_};
  }

 private:
  int64_t total_steps() const { return options_.epochs * batches_.steps_an_epoch(); }

  bool out_of_patience() const {
    return options_.patience > 0 && static_cast<int64_t>(state_.curves.size()) > state_.best_epoch + options_.patience;
  }

  void report(int64_t steps_done) const {
    if (!host_.progress) return;
    const std::string note =
        state_.curves.empty() ? "" : fmt::format("validation {:.1f} %", 100 * state_.curves.back().val_accuracy);
    host_.progress(steps_done, total_steps(), note);
  }

  void save() const {
    if (!options_.checkpoint.empty()) save_checkpoint(options_.checkpoint, identity_, network_, state_);
  }

  void run_epoch(int64_t epoch) {
    for (int64_t step = state_.optimizer.step % batches_.steps_an_epoch(); step < batches_.steps_an_epoch(); ++step) {
      if (host_.interrupted && host_.interrupted()) {
        save();
        throw Interrupted();
      }
      run_step(epoch, step);
      if (state_.optimizer.step < total_steps()) report(state_.optimizer.step);
    }
    EpochRecord record = validate();
    record.train_loss = state_.loss_sum / static_cast<double>(batches_.steps_an_epoch());
    state_.loss_sum = 0;
    state_.curves.push_back(record);
    keep_if_best(epoch);
    save();
  }

  void run_step(int64_t epoch, int64_t step) {
    Batch batch = batches_.training_batch(epoch, step);
    const at::Tensor outputs = network_.forward(as_tensor(batch.inputs, batch.samples, train_.shape), true, true);
    const at::Tensor loss = cross_entropy(outputs, as_tensor(batch.targets, batch.samples, {train_.classes}));
    const double value = loss.item<float>();
    if (!std::isfinite(value))
      fail(
          "training: the loss is {} in epoch {}, step {}; lower learning_rate (it is {}) or look for samples that are "
          "not finite",
          value, epoch + 1, step + 1, options_.learning_rate);
    loss.backward();
    optimizer_step(network_, state_.optimizer, options_, batches_.steps_an_epoch());
    state_.loss_sum += value;
  }

  // With the averaged weights, where they are averaged.
  EpochRecord validate() {
    EpochRecord record;
    if (val_.count() == 0) return record;
    const at::NoGradGuard no_gradients;
    swap_in_average();
    const Batches plain(val_, options_);
    constexpr int64_t most = 256;
    for (int64_t first = 0; first < val_.count(); first += most) {
      Batch batch = plain.plain_batch(first, std::min(most, val_.count() - first));
      const at::Tensor outputs = network_.forward(as_tensor(batch.inputs, batch.samples, val_.shape), false, true);
      const at::Tensor targets = as_tensor(batch.targets, batch.samples, {val_.classes});
      record.val_loss += cross_entropy(outputs, targets).item<float>() * static_cast<double>(batch.samples);
      const at::Tensor hits = outputs.reshape({batch.samples, -1}).argmax(1).eq(targets.argmax(1));
      record.val_accuracy += static_cast<double>(hits.sum().item<int64_t>());
    }
    swap_in_average();
    record.val_loss /= static_cast<double>(val_.count());
    record.val_accuracy /= static_cast<double>(val_.count());
    return record;
  }

  // Exchanges the network's values with their averages; a second call undoes the first.
  void swap_in_average() {
    if (options_.average_decay <= 0) return;
    const auto swap = [](at::Tensor& a, at::Tensor& b) {
      const at::Tensor kept = a.clone();
      a.copy_(b);
      b.copy_(kept);
    };
    const at::NoGradGuard no_gradients;
    swap(network_.parameters, state_.optimizer.average_parameters);
    swap(network_.statistics, state_.optimizer.average_statistics);
  }

  void keep_if_best(int64_t epoch) {
    if (epoch > 0 && val_.count() > 0 && state_.curves[epoch].val_loss >= state_.curves[state_.best_epoch].val_loss)
      return;
    state_.best_epoch = epoch;
    swap_in_average();
    state_.best_parameters = network_.parameters.clone();
    state_.best_statistics = network_.statistics.clone();
    swap_in_average();
  }

  const TrainingOptions& options_;
  const TrainerHost& host_;
  const TrainingData &train_, &val_;
  Network network_;
  Batches batches_;
  TrainingState state_;
  std::string identity_;
  bool resumed_ = false;
};

class TorchTrainer final : public Trainer {
 public:
  explicit TorchTrainer(TrainerHost host) : host_(std::move(host)) { keep_memory(); }

  TrainingResult train(const Graph& graph, const TrainingData& train, const TrainingData& val,
                       const TrainingOptions& options) override {
    use_threads(options.threads);
    check_data(graph, train, "training");
    if (val.count() > 0) check_data(graph, val, "validation");
    return Run(graph, train, val, options, host_).finish();
  }

  std::vector<float> predict(const Graph& graph, const TrainingData& data, int32_t threads) override {
    use_threads(threads);
    check_data(graph, data, "given");
    const at::NoGradGuard no_gradients;
    Network network(graph);
    TrainingOptions options;
    options.threads = threads;
    const Batches plain(data, options);
    std::vector<float> rows;
    constexpr int64_t most = 256;
    for (int64_t first = 0; first < data.count(); first += most) {
      Batch batch = plain.plain_batch(first, std::min(most, data.count() - first));
      const at::Tensor outputs =
          network.forward(as_tensor(batch.inputs, batch.samples, data.shape), false, false).contiguous();
      rows.insert(rows.end(), outputs.data_ptr<float>(), outputs.data_ptr<float>() + outputs.numel());
    }
    return rows;
  }

 private:
  TrainerHost host_;
};

}  // namespace

Trainer* make_trainer(const TrainerHost& host) { return new TorchTrainer(host); }

}  // namespace mote::torch_module
