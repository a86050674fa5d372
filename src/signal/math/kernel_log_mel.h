// The logarithms of a frame's mel bands: window, Fourier transform, magnitude or power of each bin, triangles, log.
//
// Block floating point: the windowed frame is shifted once so that its largest number just fits the transform, and the
// shift returns as a whole number added to log2. A quiet frame is so as precise as a loud one.
#ifndef MOTE_SIGNAL_MATH_KERNEL_LOG_MEL_H_
#define MOTE_SIGNAL_MATH_KERNEL_LOG_MEL_H_

#include "signal/math/kernel_fft.h"
#include "signal/math/kernel_logarithm.h"
#include "signal/math/kernel_square_root.h"

namespace mote {
namespace device {

// A layer that gives log-mel bands has, besides its own, these fields:
//   int32_t window_samples, fft_size_log2, bands;
//   bool magnitude;                          of a bin: |X|; else |X|^2
//   int32_t floor_mantissa, floor_exponent;  added to a band before log: floor = mantissa * 2^-exponent, 31 bits
//   const int32_t* window;       Q30, its first half and the middle: the rest mirrors it
//   const int32_t* cosines;      Q30, see fft_real
//   const int16_t* band_starts;  bands + 2: the first bin at or above each corner of the triangles
//   const int16_t* bin_weights;  Q15: how far each bin from band_starts[0] on stands between its corners
//   const int16_t* logarithms, *square_roots;  see log2_q16 and square_root (only for magnitudes)

template <class Layer>
inline int32_t windowed_sample(const Layer& layer, const int16_t* samples, int32_t index) {
  if (index >= layer.window_samples) return 0;
  const int32_t mirrored = layer.window_samples - index;
  return multiply_q15(layer.window[index < mirrored ? index : mirrored], samples[index]);
}

// Puts the windowed frame, as fft_real wants it, into data; returns the shift to the left that it took.
template <class Layer>
inline int32_t load_frame(const Layer& layer, const int16_t* samples, int32_t* data) {
  const int32_t numbers = int32_t{1} << (layer.fft_size_log2 - 1);
  uint32_t bits = 0;
  int32_t place = 0;
  for (int32_t n = 0; n < numbers; ++n) {
    for (int32_t i = 0; i < 2; ++i) {
      const int32_t value = windowed_sample(layer, samples, 2 * n + i);
      data[2 * place + i] = value;
      bits |= static_cast<uint32_t>(value < 0 ? -value : value);
    }
    place = next_place(place, numbers);
  }
  const int32_t shift = fft_input_bits(layer.fft_size_log2) - bit_length(bits);
  for (int32_t i = 0; i < 2 * numbers; ++i) data[i] = shift_rounding(data[i], shift);
  return shift;
}

// Bits that a power drops so that a band's sum with Q15 weights, below 2^(58 - 10 + 15), fits 64 bits.
constexpr int32_t dropped_power_bits = 10;

// |X| or |X|^2 / 2^dropped_power_bits of bin k.
template <class Layer>
inline uint64_t bin_strength(const Layer& layer, const int32_t* data, int32_t k) {
  const int32_t half_size = int32_t{1} << (layer.fft_size_log2 - 1);
  const bool real_only = k == 0 || k == half_size;
  const int32_t real = k == half_size ? data[1] : data[2 * k];
  const int32_t imaginary = real_only ? 0 : data[2 * k + 1];
  const uint64_t power = static_cast<uint64_t>(static_cast<int64_t>(real) * real) +
                         static_cast<uint64_t>(static_cast<int64_t>(imaginary) * imaginary);
  return layer.magnitude ? square_root(power, layer.square_roots) : power >> dropped_power_bits;
}

// log2(band * 2^-exponent + floor) in Q16.
template <class Layer>
inline int32_t log2_above_floor(const Layer& layer, uint64_t band, int32_t exponent) {
  int32_t floor_shift = exponent - layer.floor_exponent;
  if (floor_shift > 30) {  // the floor outweighs the band's low bits: drop those
    const int32_t dropped = floor_shift - 30;
    band = dropped < 64 ? band >> dropped : 0;
    exponent -= dropped;
    floor_shift = 30;
  }
  const uint64_t mantissa = static_cast<uint64_t>(layer.floor_mantissa);
  const uint64_t floor = floor_shift >= 0 ? mantissa << floor_shift : floor_shift > -31 ? mantissa >> -floor_shift : 0;
  const uint64_t sum = band + floor;
  return log2_q16(sum > 0 ? sum : 1, layer.logarithms) - exponent * 65536;
}

// Samples [window_samples], read as numbers from -1 to 1 -> log2 of the bands in Q16, [bands]. `data` has room for
// 2^fft_size_log2 numbers.
template <class Layer>
inline void log_mel(const Layer& layer, const int16_t* samples, int32_t* bands, int32_t* data) {
  const int32_t scale = 30 + load_frame(layer, samples, data);  // data = value * 2^scale
  fft_real(data, layer.fft_size_log2, layer.cosines);
  const int32_t exponent = 15 + (layer.magnitude ? scale : 2 * scale - dropped_power_bits);
  // Between two corners one band rises and the one before it falls.
  const int16_t* weight = layer.bin_weights;
  uint64_t rising_before = 0;
  for (int32_t corner = 0; corner <= layer.bands; ++corner) {
    uint64_t rising = 0, falling = 0;
    for (int32_t k = layer.band_starts[corner]; k < layer.band_starts[corner + 1]; ++k) {
      const uint64_t strength = bin_strength(layer, data, k);
      rising += strength * static_cast<uint32_t>(*weight);
      falling += strength * static_cast<uint32_t>(32768 - *weight);
      ++weight;
    }
    if (corner > 0) bands[corner - 1] = log2_above_floor(layer, rising_before + falling, exponent);
    rising_before = rising;
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_SIGNAL_MATH_KERNEL_LOG_MEL_H_
