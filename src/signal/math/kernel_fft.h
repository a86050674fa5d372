// The discrete Fourier transform of 2^n real numbers on int32, in place. Nothing is scaled on the way: the input leaves
// the bits that the sums can need (see fft_input_bits), so a frame needs one shift and keeps the precision of the rest.
#ifndef MOTE_SIGNAL_MATH_KERNEL_FFT_H_
#define MOTE_SIGNAL_MATH_KERNEL_FFT_H_

#include "signal/math/kernel_fixed.h"

namespace mote {
namespace device {

// Inputs must be below 2^this in magnitude. A sum of 2^n of them is below 2^29, which leaves one bit for twice a sum
// (fft_split forms it) and one for the sign.
inline int32_t fft_input_bits(int32_t size_log2) { return 29 - size_log2; }

// fft_real wants its complex numbers at places with their index's bits reversed: the place of the next number, from
// that of one among `numbers`, a power of two; the first is at 0.
inline int32_t next_place(int32_t place, int32_t numbers) {
  int32_t bit = numbers / 2;
  for (; place & bit; bit /= 2) place ^= bit;
  return place | bit;
}

// round((a * b + c * d) / 2^30). Twiddles have 30 bits because those of 15 leave spurs 100 dB below a loud tone, which
// the logarithm of a quiet band shows.
inline int32_t sum_of_products_q30(int32_t a, int32_t b, int32_t c, int32_t d) {
  const int64_t sum = static_cast<int64_t>(a) * b + static_cast<int64_t>(c) * d;
  return static_cast<int32_t>((sum + (int64_t{1} << 29)) >> 30);
}

// a, b <- a + w * b, a - w * b with w = cosine - i * sine in Q30; a and b point to a real and an imaginary part.
inline void fft_butterfly(int32_t* a, int32_t* b, int32_t cosine, int32_t sine) {
  const int32_t real = sum_of_products_q30(b[0], cosine, b[1], sine);
  const int32_t imaginary = sum_of_products_q30(b[1], cosine, b[0], -sine);
  b[0] = a[0] - real, b[1] = a[1] - imaginary;
  a[0] += real, a[1] += imaginary;
}

// The same for w = 1 and for w = -i.
inline void fft_butterfly_plain(int32_t* a, int32_t* b) {
  const int32_t real = b[0], imaginary = b[1];
  b[0] = a[0] - real, b[1] = a[1] - imaginary;
  a[0] += real, a[1] += imaginary;
}
inline void fft_butterfly_quarter(int32_t* a, int32_t* b) {
  const int32_t real = b[1], imaginary = -b[0];
  b[0] = a[0] - real, b[1] = a[1] - imaginary;
  a[0] += real, a[1] += imaginary;
}

// One stage: pairs of transforms of `half` complex numbers become transforms of 2 * half. Each twiddle w also serves
// the butterfly a quarter turn on, whose twiddle is -i * w. `step` is the distance of this stage's cosines in the
// table, `quarter` the index of cos(90 degrees).
inline void fft_stage(int32_t* data, int32_t numbers, int32_t half, const int32_t* cosines, int32_t step,
                      int32_t quarter) {
  for (int32_t start = 0; start < numbers; start += 2 * half) {
    fft_butterfly_plain(data + 2 * start, data + 2 * (start + half));
    fft_butterfly_quarter(data + 2 * start + half, data + 2 * (start + half) + half);
  }
  for (int32_t j = 1; j < half / 2; ++j) {
    const int32_t cosine = cosines[j * step], sine = cosines[quarter - j * step];
    for (int32_t start = j; start < numbers; start += 2 * half) {
      int32_t* a = data + 2 * start;
      fft_butterfly(a, a + 2 * half, cosine, sine);
      fft_butterfly(a + half, a + 3 * half, -sine, cosine);
    }
  }
}

// The first two stages at once, where every twiddle is 1 or -i.
inline void fft_first_stages(int32_t* data, int32_t numbers) {
  for (int32_t start = 0; start < numbers; start += 4) {
    int32_t* a = data + 2 * start;
    fft_butterfly_plain(a, a + 2);
    fft_butterfly_plain(a + 4, a + 6);
    fft_butterfly_plain(a, a + 4);
    fft_butterfly_quarter(a + 2, a + 6);
  }
}

// From the transform of pairs of real numbers, taken as complex ones, to the transform of the real numbers: bin k at
// data[2k] (real) and data[2k + 1] (imaginary), but data[1] is bin size/2, which is real as bin 0 is.
inline void fft_split(int32_t* data, int32_t numbers, const int32_t* cosines) {
  const int32_t first = data[0];
  data[0] = first + data[1];
  data[1] = first - data[1];
  for (int32_t k = 1; k <= numbers / 2; ++k) {
    int32_t *low = data + 2 * k, *high = data + 2 * (numbers - k);
    const int32_t cosine = cosines[k], sine = cosines[numbers / 2 - k];
    const int32_t even_real = low[0] + high[0], even_imaginary = low[1] - high[1];
    const int32_t odd_real = low[1] + high[1], odd_imaginary = high[0] - low[0];
    const int32_t real = sum_of_products_q30(odd_real, cosine, odd_imaginary, sine);
    const int32_t imaginary = sum_of_products_q30(odd_imaginary, cosine, odd_real, -sine);
    high[0] = (even_real - real) >> 1, high[1] = (imaginary - even_imaginary) >> 1;
    low[0] = (even_real + real) >> 1, low[1] = (even_imaginary + imaginary) >> 1;
  }
}

// data: 2^size_log2 numbers (8 at least), those at 2n and 2n + 1 standing at 2r and 2r + 1, where r is n with its
// size_log2 - 1 bits reversed. cosines: cos(2 pi k / 2^size_log2) in Q30, k = 0 to a quarter of the size.
inline void fft_real(int32_t* data, int32_t size_log2, const int32_t* cosines) {
  const int32_t numbers = int32_t{1} << (size_log2 - 1);
  fft_first_stages(data, numbers);
  for (int32_t half = 4; half < numbers; half *= 2)
    fft_stage(data, numbers, half, cosines, numbers / half, numbers / 2);
  fft_split(data, numbers, cosines);
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_SIGNAL_MATH_KERNEL_FFT_H_
