// The constant tables that signal kernels read, made in double precision on the host.
#pragma once

#include <cstdint>
#include <vector>

namespace mote {

// Q15 with 1.0 as 32,767.
int16_t to_q15(double value);

// The first half of a periodic Hann window of `samples` in Q30, and its middle: the rest mirrors it.
std::vector<int32_t> hann_window(int32_t samples);
// cos(2 pi k / size) in Q30, k = 0 to size / 4; for fft_real.
std::vector<int32_t> fft_cosines(int32_t size);
// For log2_q16 and square_root.
std::vector<int16_t> logarithm_table();
std::vector<int16_t> square_root_table();

double mel_of(double hz);  // 1127 ln(1 + hz / 700)

// Triangles between bands + 2 corners that are equally far apart in mel, linear in mel. Bin k of a transform stands at
// k * rate_hz / fft_size; bin 0 has no weight.
struct MelBands {
  std::vector<int16_t> starts;   // the first bin at or above each corner
  std::vector<int16_t> weights;  // Q15 position between its two corners, of each bin from starts.front() on
};
MelBands mel_bands(int32_t bands, double low_hz, double high_hz, double rate_hz, int32_t fft_size);

// DCT-II: 32,767 * cos(pi (n + 0.5) k / bands) as [coefficients, bands].
std::vector<int16_t> cosine_transform(int32_t coefficients, int32_t bands);

// value > 0 as mantissa * 2^-exponent with 2^30 <= mantissa < 2^31.
struct ScaledNumber {
  int32_t mantissa, exponent;
};
ScaledNumber scaled_number(double value);

}  // namespace mote
