// Signals, recordings and float64 definitions for the tests of signal blocks.
#include "signal/testing.h"

#include <sndfile.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <fstream>
#include <map>
#include <numbers>
#include <random>

#include "base/testing.h"

namespace mote::signal_testing {
namespace {

constexpr int samples = 16000;

template <class Function>
std::vector<int16_t> made(Function value_at) {
  std::vector<int16_t> signal(samples);
  for (int n = 0; n < samples; ++n)
    signal[n] = static_cast<int16_t>(std::lround(std::clamp<double>(value_at(n), -32768, 32767)));
  return signal;
}

double tone(int n, double hz) { return std::sin(2 * std::numbers::pi * hz * n / samples); }

// |X| of bins 0 to size / 2, straight from the sum that defines them; size is a power of two.
std::vector<double> dft_magnitudes(const std::vector<double>& frame, int size) {
  static std::map<int, std::vector<std::complex<double>>> tables;
  std::vector<std::complex<double>>& roots = tables[size];
  for (int i = static_cast<int>(roots.size()); i < size; ++i)
    roots.push_back(std::polar(1.0, -2 * std::numbers::pi * i / size));
  std::vector<double> magnitudes;
  for (int k = 0; k <= size / 2; ++k) {
    double real = 0, imaginary = 0;
    for (int n = 0; n < static_cast<int>(frame.size()); ++n) {
      const std::complex<double>& root = roots[k * n & (size - 1)];
      real += frame[n] * root.real(), imaginary += frame[n] * root.imag();
    }
    magnitudes.push_back(std::hypot(real, imaginary));
  }
  return magnitudes;
}

// The weight of a bin at `mel` in the triangle between three corners, linear in mel.
double triangle(double mel, double low, double middle, double high) {
  return std::max(0.0, std::min((mel - low) / (middle - low), (high - mel) / (high - middle)));
}

}  // namespace

std::vector<std::pair<std::string, std::vector<int16_t>>> made_signals() {
  std::mt19937 random(7);
  const auto noise = [&](double scale) { return scale * (static_cast<double>(random()) / 2147483648.0 - 1); };
  return {{"silence", made([](int) { return 0; })},
          {"dither", made([&](int) { return noise(1.49); })},
          {"quiet tone", made([](int n) { return 6 * tone(n, 440); })},
          {"tone", made([](int n) { return 12000 * tone(n, 1234.5); })},
          {"clipped tone", made([](int n) { return 60000 * tone(n, 300); })},
          {"extremes", made([](int n) { return n / 7 % 2 ? 32767 : -32768; })},
          {"impulse", made([](int n) { return n == 5000 ? 32767 : 0; })},
          {"full scale noise", made([&](int) { return noise(32767); })},
          {"noise over hum", made([&](int n) { return 20000 * tone(n, 50) + noise(20); })},
          {"sweep", made([&](int n) { return 9000 * tone(n, 50 + n / 8.0) + noise(3); })}};
}

std::vector<int16_t> read_recording(const std::filesystem::path& path) {
  SF_INFO info{};
  SNDFILE* file = sf_open(path.c_str(), SFM_READ, &info);
  if (!file) fail("{}: {}", path.string(), sf_strerror(nullptr));
  std::vector<int16_t> recording(info.frames * info.channels);
  sf_readf_short(file, recording.data(), info.frames);
  sf_close(file);
  return recording;
}

std::vector<std::filesystem::path> speech_clips(size_t count) {
  const auto data = shared_data();
  if (!data || !std::filesystem::exists(*data / "speech-commands/manifest.csv")) return {};
  std::ifstream manifest(*data / "speech-commands/manifest.csv");
  std::vector<std::filesystem::path> all, clips;
  std::string line;
  std::getline(manifest, line);  // path, label, split, speaker
  while (std::getline(manifest, line)) all.push_back(*data / "speech-commands" / line.substr(0, line.find(',')));
  for (size_t i = 0; i < count; ++i) clips.push_back(all.at(i * all.size() / count));
  return clips;
}

std::vector<double> reference_log_mel(const LogMelParameters& p, double rate_hz, const std::vector<int16_t>& samples) {
  const auto window = std::lround(p.window_ms * rate_hz / 1000), hop = std::lround(p.hop_ms * rate_hz / 1000);
  int size = 1;
  while (size < window) size *= 2;
  const double low = mel_of(p.low_hz), step = (mel_of(p.high_hz > 0 ? p.high_hz : rate_hz / 2) - low) / (p.bands + 1);
  std::vector<double> result;
  for (size_t start = 0; start + window <= samples.size(); start += hop) {
    std::vector<double> frame;
    for (int n = 0; n < window; ++n)
      frame.push_back(samples[start + n] / 32768.0 * (0.5 - 0.5 * std::cos(2 * std::numbers::pi * n / window)));
    const std::vector<double> magnitudes = dft_magnitudes(frame, size);
    for (int band = 0; band < p.bands; ++band) {
      double sum = 0;
      for (int k = 1; k <= size / 2; ++k)
        sum +=
            (p.magnitude ? magnitudes[k] : magnitudes[k] * magnitudes[k]) *
            triangle(mel_of(k * rate_hz / size), low + band * step, low + (band + 1) * step, low + (band + 2) * step);
      result.push_back(std::log(sum + p.log_floor));
    }
  }
  return result;
}

std::vector<double> reference_mfcc(const std::vector<double>& log_mel, int32_t bands, int32_t coefficients) {
  std::vector<double> result;
  for (size_t row = 0; row < log_mel.size(); row += bands)
    for (int k = 0; k < coefficients; ++k) {
      double sum = 0;
      for (int n = 0; n < bands; ++n) sum += log_mel[row + n] * std::cos(std::numbers::pi * (n + 0.5) * k / bands);
      result.push_back(sum * std::sqrt(2.0 / bands));
    }
  return result;
}

void Distance::add(const std::vector<int8_t>& features, const std::vector<double>& reference, const Quantization& q) {
  for (size_t i = 0; i < features.size(); ++i) {
    const double exact = std::clamp(reference.at(i) / q.scale() + q.zero_point(), -128.0, 127.0);
    const double distance = std::abs(features[i] - exact);
    sum += distance, ++count;
    largest = std::max(largest, distance);
  }
}

}  // namespace mote::signal_testing
