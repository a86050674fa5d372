// Order of samples, filling on several threads, mixup (Zhang and others: mixup, 2018) and label smoothing.
#include "train/torch/batches.h"

#include <algorithm>
#include <future>
#include <numeric>

#include "train/random.h"

namespace mote::torch_module {

void check_data(const Graph& graph, const TrainingData& data, const std::string& what) {
  if (data.count() == 0) fail("training: there are no {} samples", what);
  Shape shape = data.shape;
  shape.insert(shape.begin(), 1);
  if (graph.input(0).shape != shape)
    fail("training: a {} sample is {}, the model's input {}", what, to_string(shape), to_string(graph.input(0).shape));
  const int64_t outputs = graph.output(0).elements();
  if (outputs != data.classes) fail("training: the model has {} outputs, the data {} classes", outputs, data.classes);
  for (int64_t i = 0; i < data.count(); ++i)
    if (data.labels[i] < 0 || data.labels[i] >= data.classes)
      fail("training: {} sample {} has label {}, expected 0 to {}", what, i, data.labels[i], data.classes - 1);
}

Batches::Batches(const TrainingData& data, const TrainingOptions& options)
    : data_(data), options_(options), elements_(element_count(data.shape)), order_(data.labels.size()) {
  if (options.batch < 1 || options.epochs < 1)
    fail("training: batch is {} and epochs {}, expected at least 1", options.batch, options.epochs);
  if (!(options.mixup >= 0 && options.mixup <= 1)) fail("training: mixup is {}, expected 0 to 1", options.mixup);
  if (!(options.label_smoothing >= 0 && options.label_smoothing < 1))
    fail("training: label_smoothing is {}, expected 0 to below 1", options.label_smoothing);
  batch_ = std::min<int64_t>(options.batch, data.count());
  steps_ = data.count() / batch_;  // samples that fill no batch sit out: others each epoch
}

Batch Batches::filled(std::span<const int64_t> indices, const std::optional<Augmentation>& augmentation) const {
  const auto count = static_cast<int64_t>(indices.size());
  Batch batch{std::vector<float>(static_cast<size_t>(count * elements_)), {}, count};
  const int64_t threads = std::clamp<int64_t>(options_.threads, 1, count);
  std::vector<std::future<void>> parts;
  for (int64_t part = 0; part < threads; ++part) {
    const int64_t first = count * part / threads, last = count * (part + 1) / threads;
    parts.push_back(std::async(part + 1 < threads ? std::launch::async : std::launch::deferred, [&, first, last] {
      data_.fill(indices.subspan(first, last - first), augmentation,
                 std::span(batch.inputs).subspan(first * elements_, (last - first) * elements_));
    }));
  }
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) part->get();
  const float smoothing = augmentation ? options_.label_smoothing : 0;
  batch.targets.assign(static_cast<size_t>(count * data_.classes), smoothing / static_cast<float>(data_.classes));
  for (int64_t i = 0; i < count; ++i) batch.targets[i * data_.classes + data_.labels[indices[i]]] += 1 - smoothing;
  return batch;
}

Batch Batches::training_batch(int64_t epoch, int64_t step) {
  if (shuffled_epoch_ != epoch) {
    std::iota(order_.begin(), order_.end(), 0);
    Random random({options_.seed, 1, static_cast<uint64_t>(epoch)});
    for (size_t i = order_.size(); i > 1; --i) std::swap(order_[i - 1], order_[random.below(i)]);
    shuffled_epoch_ = epoch;
  }
  const auto indices = std::span<const int64_t>(order_).subspan(step * batch_, batch_);
  Batch batch = filled(indices, Augmentation{options_.seed, epoch});
  if (options_.mixup > 0) mix(batch, epoch, step);
  return batch;
}

Batch Batches::plain_batch(int64_t first, int64_t count) const {
  std::vector<int64_t> indices(static_cast<size_t>(count));
  std::iota(indices.begin(), indices.end(), first);
  return filled(indices, std::nullopt);
}

// Each sample and its mirror in the (random) batch become two mixtures of both.
void Batches::mix(Batch& batch, int64_t epoch, int64_t step) const {
  Random random({options_.seed, 2, static_cast<uint64_t>(epoch), static_cast<uint64_t>(step)});
  const auto blend = [](float* a, float* b, int64_t count, float part) {
    for (int64_t i = 0; i < count; ++i) {
      const float first = a[i], second = b[i];
      a[i] = part * first + (1 - part) * second;
      b[i] = part * second + (1 - part) * first;
    }
  };
  for (int64_t i = 0, j = batch.samples - 1; i < j; ++i, --j) {
    const auto part = static_cast<float>(random.beta(options_.mixup));
    blend(&batch.inputs[i * elements_], &batch.inputs[j * elements_], elements_, part);
    blend(&batch.targets[i * data_.classes], &batch.targets[j * data_.classes], data_.classes, part);
  }
}

}  // namespace mote::torch_module
