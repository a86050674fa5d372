// A project's recordings as the network sees them.
#include "project/samples.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/error.h"
#include "base/hash.h"
#include "data/audio.h"

namespace mote {
namespace {

ChainDescription chain_of(const ProjectConfig& config, const Dataset& dataset) {
  ChainDescription chain{config.signal, {}, 0};
  if (dataset.kind == SampleKind::image) {
    chain.sensor = {ElementType::uint8, 0, dataset.channels, dataset.height, dataset.width, "1/255 of full brightness"};
    return chain;
  }
  chain.sensor.rate_hz = dataset.rate_hz;
  chain.sensor.unit = config.unit;
  chain.input_samples = static_cast<int32_t>(std::lround(config.input_ms * dataset.rate_hz / 1000));
  return chain;
}

std::vector<std::vector<int16_t>> read_backgrounds(const ProjectConfig& config) {
  std::vector<std::vector<int16_t>> recordings;
  const auto folder = config.data.path / config.background;
  if (config.background.empty() || !std::filesystem::is_directory(folder)) return recordings;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.is_regular_file()) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const auto& file : files) recordings.push_back(read_recording(file, config.data.rate_hz).samples);
  return recordings;
}

float at_share(const std::vector<float>& sorted, double share) {
  return sorted[static_cast<size_t>(share * static_cast<double>(sorted.size() - 1))];
}

}  // namespace

std::vector<size_t> spread(const std::vector<size_t>& indices, int64_t most) {
  if (most >= static_cast<int64_t>(indices.size())) return indices;
  std::vector<size_t> chosen;
  for (int64_t i = 0; i < most; ++i)
    chosen.push_back(indices[static_cast<size_t>(i) * indices.size() / static_cast<size_t>(most)]);
  return chosen;
}

ProjectSamples::ProjectSamples(const ProjectConfig& config)
    : config_(config),
      dataset_(open_dataset(config.data)),
      chain_(chain_of(config, dataset_)),
      real_(std::make_unique<RealFeatures>(chain_)),
      backgrounds_(dataset_.kind == SampleKind::audio ? read_backgrounds(config)
                                                      : std::vector<std::vector<int16_t>>()) {}

std::vector<int16_t> ProjectSamples::recording(size_t index) const {
  std::vector<int16_t> samples = dataset_.read_audio(dataset_.samples[index]);
  samples.resize(static_cast<size_t>(chain_.input_samples), 0);
  return samples;
}

std::vector<uint8_t> ProjectSamples::picture(size_t index) const {
  return dataset_.read_pixels(dataset_.samples[index]);
}

std::vector<float> ProjectSamples::real_features(size_t index, const std::optional<Augmentation>& augmentation) const {
  const bool audio = dataset_.kind == SampleKind::audio;
  if (!augmentation) {
    return audio ? real_->of(std::span<const int16_t>(recording(index)))
                 : real_->of(std::span<const uint8_t>(picture(index)));
  }
  const SampleRandom random(augmentation->seed, augmentation->epoch, static_cast<int64_t>(index));
  if (audio) {
    std::vector<int16_t> samples = recording(index);
    augment(samples, dataset_.rate_hz, config_.audio_augmentation, backgrounds_, random);
    return real_->of(std::span<const int16_t>(samples));
  }
  std::vector<uint8_t> pixels = picture(index);
  augment(pixels, dataset_.height, dataset_.width, dataset_.channels, config_.image_augmentation, random);
  return real_->of(std::span<const uint8_t>(pixels));
}

Normalization ProjectSamples::measure_normalization(int64_t count) const {
  std::vector<float> values;
  for (size_t index : spread(dataset_.side(Split::train), count)) {
    const std::vector<float> features = real_features(index, std::nullopt);
    values.insert(values.end(), features.begin(), features.end());
  }
  std::sort(values.begin(), values.end());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
  double squares = 0;
  for (float v : values) squares += (v - mean) * (v - mean);
  const float deviation = std::max(1e-6f, static_cast<float>(std::sqrt(squares / static_cast<double>(values.size()))));

  Normalization n;
  n.low = at_share(values, 0.0005), n.high = std::max(n.low + 1e-6f, at_share(values, 0.9995));
  const float scale = (n.high - n.low) / 255;
  const auto zero_point = static_cast<int32_t>(std::lround(-128 - n.low / scale));
  const auto mean_steps = static_cast<int32_t>(std::lround(mean / scale));
  n.mean = static_cast<float>(mean_steps) * scale, n.deviation = deviation;
  n.features = {{scale}, {zero_point}, 0};
  n.input = {{scale / deviation}, {std::clamp(zero_point + mean_steps, -128, 127)}, 0};
  return n;
}

TrainingData ProjectSamples::training_data(Split side, const Normalization& n, bool augmented, int64_t most) const {
  const std::vector<size_t> indices = spread(dataset_.side(side), most);
  TrainingData data;
  data.shape = input_shape();
  data.classes = static_cast<int32_t>(dataset_.classes.size());
  for (size_t index : indices) data.labels.push_back(dataset_.samples[index].label);
  const auto text = [this](const char* table) { return config_.texts.count(table) ? config_.texts.at(table) : ""; };
  data.identity = hash_of(fmt::format("{}/{}/{}/{}/{}/{}", dataset_.identity, name_of(side), augmented, most,
                                      text("signal"), text("augment")));
  const auto write = [this, n](size_t index, const std::optional<Augmentation>& augmentation, std::span<float> into) {
    const std::vector<float> features = real_features(index, augmentation);
    for (size_t i = 0; i < features.size(); ++i)
      into[i] = (std::clamp(features[i], n.low, n.high) - n.mean) / n.deviation;
  };
  const size_t size = static_cast<size_t>(element_count(data.shape));
  if (augmented) {
    data.fill = [indices, write, size](std::span<const int64_t> which, const std::optional<Augmentation>& augmentation,
                                       std::span<float> into) {
      for (size_t i = 0; i < which.size(); ++i)
        write(indices[static_cast<size_t>(which[i])], augmentation, into.subspan(i * size, size));
    };
    return data;
  }
  auto all = std::make_shared<std::vector<float>>(indices.size() * size);
  for (size_t i = 0; i < indices.size(); ++i) write(indices[i], std::nullopt, std::span(*all).subspan(i * size, size));
  data.fill = [all, size](std::span<const int64_t> which, const std::optional<Augmentation>&, std::span<float> into) {
    for (size_t i = 0; i < which.size(); ++i)
      std::copy_n(all->begin() + static_cast<long>(static_cast<size_t>(which[i]) * size), size,
                  into.begin() + static_cast<long>(i * size));
  };
  return data;
}

}  // namespace mote
