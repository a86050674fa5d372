// Windows, twiddles, interpolation tables, mel triangles and the cosine transform.
#include "signal/math/tables.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace mote {
namespace {

int16_t rounded(double value) { return static_cast<int16_t>(std::lround(std::clamp(value, -32768.0, 32767.0))); }

int32_t to_q30(double value) { return static_cast<int32_t>(std::lround(std::ldexp(value, 30))); }

// function(i / 64) * scale for i = 0 to last.
template <class Function>
std::vector<int16_t> sampled(int last, double scale, Function function) {
  std::vector<int16_t> table;
  for (int i = 0; i <= last; ++i) table.push_back(rounded(function(i / 64.0) * scale));
  return table;
}

}  // namespace

int16_t to_q15(double value) { return rounded(value * 32768); }

std::vector<int32_t> hann_window(int32_t samples) {
  std::vector<int32_t> half;
  for (int32_t n = 0; n <= samples / 2; ++n)
    half.push_back(to_q30(0.5 - 0.5 * std::cos(2 * std::numbers::pi * n / samples)));
  return half;
}

std::vector<int32_t> fft_cosines(int32_t size) {
  std::vector<int32_t> cosines;
  for (int32_t k = 0; k <= size / 4; ++k) cosines.push_back(to_q30(std::cos(2 * std::numbers::pi * k / size)));
  return cosines;
}

std::vector<int16_t> logarithm_table() {
  return sampled(64, 1 << 14, [](double x) { return std::log2(1 + x); });
}

std::vector<int16_t> square_root_table() {
  return sampled(192, 1 << 15, [](double x) { return std::sqrt(1 + x) - 1; });
}

double mel_of(double hz) { return 1127 * std::log1p(hz / 700); }

MelBands mel_bands(int32_t bands, double low_hz, double high_hz, double rate_hz, int32_t fft_size) {
  const double low = mel_of(low_hz), step = (mel_of(high_hz) - low) / (bands + 1);
  // Corners that a bin's frequency is past by rounding alone would move it to another triangle, where it weighs
  // nothing.
  const auto corners_below = [&](int32_t k) { return (mel_of(k * rate_hz / fft_size) - low) / step; };
  MelBands result;
  int32_t k = 1;
  for (int32_t corner = 0; corner <= bands + 1; ++corner) {
    for (; k <= fft_size / 2 && corners_below(k) < corner; ++k)
      if (corner > 0) result.weights.push_back(to_q15(corners_below(k) - (corner - 1)));
    result.starts.push_back(static_cast<int16_t>(k));
  }
  return result;
}

std::vector<int16_t> cosine_transform(int32_t coefficients, int32_t bands) {
  std::vector<int16_t> table;
  for (int32_t k = 0; k < coefficients; ++k)
    for (int32_t n = 0; n < bands; ++n)
      table.push_back(rounded(32767 * std::cos(std::numbers::pi * (n + 0.5) * k / bands)));
  return table;
}

ScaledNumber scaled_number(double value) {
  int exponent = 0;
  const double fraction = std::frexp(value, &exponent);  // in [0.5, 1)
  auto mantissa = static_cast<int64_t>(std::lround(std::ldexp(fraction, 31)));
  if (mantissa == int64_t{1} << 31) mantissa /= 2, ++exponent;
  return {static_cast<int32_t>(mantissa), 31 - exponent};
}

}  // namespace mote
