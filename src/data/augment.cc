// Random changes of samples.
#include "data/augment.h"

#include <algorithm>
#include <cmath>

namespace mote {
namespace {

int16_t saturated(double v) { return static_cast<int16_t>(std::clamp(std::lround(v), -32768L, 32767L)); }

double root_mean_square(const std::vector<double>& values) {
  double sum = 0;
  for (double v : values) sum += v * v;
  return std::sqrt(sum / static_cast<double>(std::max<size_t>(1, values.size())));
}

// Reads the samples `factor` times as fast, from `start` on; silence outside.
std::vector<double> warped(const std::vector<int16_t>& samples, double factor, double start) {
  std::vector<double> result(samples.size());
  const auto at = [&](int64_t i) { return i >= 0 && i < static_cast<int64_t>(samples.size()) ? samples[i] : 0; };
  for (size_t i = 0; i < result.size(); ++i) {
    const double position = start + static_cast<double>(i) * factor;
    const auto whole = static_cast<int64_t>(std::floor(position));
    const double part = position - static_cast<double>(whole);
    result[i] = at(whole) * (1 - part) + at(whole + 1) * part;
  }
  return result;
}

std::vector<double> noise_for(size_t count, const std::vector<std::vector<int16_t>>& backgrounds,
                              SampleRandom& random) {
  std::vector<double> noise(count);
  const bool recorded = !backgrounds.empty() && random.uniform(0, 1) < 0.7;
  if (!recorded) {
    for (double& v : noise) v = random.normal();
    return noise;
  }
  const std::vector<int16_t>& source = backgrounds[random.next() % backgrounds.size()];
  const size_t start = random.next() % source.size();
  for (size_t i = 0; i < count; ++i) noise[i] = source[(start + i) % source.size()];
  return noise;
}

}  // namespace

SampleRandom::SampleRandom(uint64_t seed, int64_t epoch, int64_t index)
    : state_(seed * 0x9e3779b97f4a7c15u ^ static_cast<uint64_t>(epoch) * 0xbf58476d1ce4e5b9u ^
             static_cast<uint64_t>(index) * 0x94d049bb133111ebu) {
  next();
}

// Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014 (SplitMix64).
uint64_t SampleRandom::next() {
  uint64_t z = state_ += 0x9e3779b97f4a7c15u;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
  z = (z ^ z >> 27) * 0x94d049bb133111ebu;
  return z ^ z >> 31;
}

double SampleRandom::uniform(double low, double high) {
  return low + (high - low) * static_cast<double>(next() >> 11) * 0x1p-53;
}

// The sum of twelve uniform numbers less six: near enough to normal, and the same on every libm.
double SampleRandom::normal() {
  double sum = -6;
  for (int i = 0; i < 12; ++i) sum += uniform(0, 1);
  return sum;
}

void augment(std::vector<int16_t>& samples, int32_t rate_hz, const AudioAugmentation& a,
             const std::vector<std::vector<int16_t>>& backgrounds, SampleRandom random) {
  const double factor = std::exp(random.uniform(-a.speed, a.speed));
  const double shift = random.uniform(-a.shift_ms, a.shift_ms) * rate_hz / 1000;
  const double middle = static_cast<double>(samples.size()) / 2 * (1 - factor);
  std::vector<double> values = warped(samples, factor, std::round(shift) + (a.speed > 0 ? middle : 0));
  const double gain = std::pow(10, random.uniform(-a.gain_db, a.gain_db) / 20);
  if (random.uniform(0, 1) < a.noise_probability) {
    const std::vector<double> noise = noise_for(values.size(), backgrounds, random);
    const double snr = random.uniform(a.noise_snr_low_db, a.noise_snr_high_db);
    const double level = std::max(root_mean_square(values), 10.0) / std::pow(10, snr / 20);
    const double scale = level / std::max(root_mean_square(noise), 1e-3);
    for (size_t i = 0; i < values.size(); ++i) values[i] += noise[i] * scale;
  }
  for (size_t i = 0; i < samples.size(); ++i) samples[i] = saturated(values[i] * gain);
}

void augment(std::vector<uint8_t>& pixels, int32_t height, int32_t width, int32_t channels, const ImageAugmentation& a,
             SampleRandom random) {
  const auto within = [&](int32_t most) { return static_cast<int32_t>(random.next() % (2 * most + 1)) - most; };
  const bool flip = a.flip && random.next() % 2;
  const int32_t dy = within(a.shift_pixels), dx = within(a.shift_pixels);
  const int32_t hole = a.cutout_pixels;
  const int32_t hole_y = hole ? static_cast<int32_t>(random.next() % height) - hole / 2 : 0;
  const int32_t hole_x = hole ? static_cast<int32_t>(random.next() % width) - hole / 2 : 0;
  const std::vector<uint8_t> source = pixels;
  for (int32_t y = 0; y < height; ++y)
    for (int32_t x = 0; x < width; ++x) {
      const int32_t sy = y + dy, sx = flip ? width - 1 - (x + dx) : x + dx;
      const bool cut = y >= hole_y && y < hole_y + hole && x >= hole_x && x < hole_x + hole;
      const bool black = cut || sy < 0 || sy >= height || sx < 0 || sx >= width;
      for (int32_t c = 0; c < channels; ++c)
        pixels[(y * width + x) * channels + c] = black ? 0 : source[(sy * width + sx) * channels + c];
    }
}

}  // namespace mote
