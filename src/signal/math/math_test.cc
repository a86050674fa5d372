// The arithmetic under the signal blocks against double precision.
#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <numbers>
#include <random>

#include "signal/math/kernel_fft.h"
#include "signal/math/kernel_logarithm.h"
#include "signal/math/kernel_square_root.h"
#include "signal/math/tables.h"

namespace mote {
namespace {

// Values over all magnitudes.
std::vector<uint64_t> wide_values(int bits) {
  std::mt19937_64 random(5);
  std::vector<uint64_t> values = {1, 2, 3, 4, 5, (uint64_t{1} << bits) - 1};
  for (int i = 0; i < 20000; ++i) values.push_back((random() >> (64 - bits)) >> (random() % bits) | 1);
  return values;
}

TEST(SignalMath, LogarithmIsOffByLessThanATenThousandth) {
  const std::vector<int16_t> table = logarithm_table();
  ASSERT_EQ(table.size(), 65u);
  for (const uint64_t value : wide_values(63))
    ASSERT_NEAR(device::log2_q16(value, table.data()) / 65536.0, std::log2(static_cast<double>(value)), 1e-4) << value;
}

TEST(SignalMath, SquareRootHasSixteenBits) {
  const std::vector<int16_t> table = square_root_table();
  ASSERT_EQ(table.size(), 193u);
  EXPECT_EQ(device::square_root(0, table.data()), 0u);
  for (const uint64_t value : wide_values(62)) {
    const double root = std::sqrt(static_cast<double>(value));
    ASSERT_NEAR(device::square_root(value, table.data()), root, 0.5 + root / 20000) << value;
  }
}

TEST(SignalMath, ProductsAndShiftsRoundAsStated) {
  std::mt19937 random(1);
  for (int i = 0; i < 10000; ++i) {
    const auto value = static_cast<int32_t>(random()) >> (1 + random() % 20),
               factor = static_cast<int32_t>(random() % 65535) - 32767;
    ASSERT_EQ(device::multiply_q15(value, factor), static_cast<int32_t>((int64_t{value} * factor) >> 15));
    ASSERT_EQ(device::shift_rounding(value, -3), static_cast<int32_t>(std::floor(value / 8.0 + 0.5)));
    ASSERT_EQ(device::bit_length(static_cast<uint32_t>(value)), value == 0  ? 0
                                                                : value < 0 ? 32
                                                                            : std::ilogb(value) + 1);
  }
}

// The exact transform of `samples`, and the kernel's, as distances relative to the root of the mean square.
void expect_transform(int size_log2, double amplitude, double hz) {
  const int size = 1 << size_log2, pairs = size / 2;
  std::mt19937 random(size_log2);
  std::vector<int32_t> samples(size), data(size);
  for (int n = 0; n < size; ++n) {
    const double noise = static_cast<double>(random()) / 2147483648.0 - 1;
    samples[n] = static_cast<int32_t>(amplitude * (hz > 0 ? std::sin(hz * n) : noise));
  }
  for (int n = 0, place = 0; n < pairs; ++n, place = device::next_place(place, pairs))
    for (int i = 0; i < 2; ++i) data[2 * place + i] = samples[2 * n + i];
  device::fft_real(data.data(), size_log2, fft_cosines(size).data());
  double error = 0, power = 0;
  for (int k = 0; k <= pairs; ++k) {
    std::complex<double> exact = 0;
    for (int n = 0; n < size; ++n)
      exact += std::polar(double(samples[n]), -2 * std::numbers::pi * (int64_t{k} * n % size) / size);
    const std::complex<double> computed = k == 0       ? std::complex<double>(data[0], 0)
                                          : k == pairs ? std::complex<double>(data[1], 0)
                                                       : std::complex<double>(data[2 * k], data[2 * k + 1]);
    error += std::norm(computed - exact), power += std::norm(exact);
  }
  EXPECT_LE(std::sqrt(error / (pairs + 1)), 0.7 * size_log2) << size << " numbers of " << amplitude;
}

TEST(SignalMath, FourierTransformIsOffByFewUnits) {
  for (int size_log2 = 4; size_log2 <= 12; ++size_log2) {
    const double largest = (int64_t{1} << device::fft_input_bits(size_log2)) - 1;
    expect_transform(size_log2, largest, 0);    // noise
    expect_transform(size_log2, largest, 0.7);  // a tone
    expect_transform(size_log2, 50, 0);
  }
}

TEST(SignalMath, FourierTransformOfExtremesDoesNotOverflow) {
  for (int size_log2 = 4; size_log2 <= 12; ++size_log2) {
    const int size = 1 << size_log2;
    const int32_t largest = (int32_t{1} << device::fft_input_bits(size_log2)) - 1;
    std::vector<int32_t> data(size, largest);
    device::fft_real(data.data(), size_log2, fft_cosines(size).data());
    EXPECT_NEAR(data[0], static_cast<double>(size) * largest, size);
    for (int i = 1; i < size; ++i) EXPECT_NEAR(data[i], 0, 20) << i;
  }
}

TEST(SignalMath, MelBandsAddUpToOne) {
  const MelBands bands = mel_bands(40, 20, 4000, 16000, 512);
  ASSERT_EQ(bands.starts.size(), 42u);
  EXPECT_EQ(bands.starts.front(), 1);   // 31.25 Hz is the first bin above 20 Hz
  EXPECT_EQ(bands.starts.back(), 128);  // 4,000 Hz weighs nothing
  EXPECT_EQ(bands.weights.size(), 127u);
  const double step = (mel_of(4000) - mel_of(20)) / 41;
  for (int corner = 0; corner <= 40; ++corner)
    for (int k = bands.starts[corner]; k < bands.starts[corner + 1]; ++k)
      EXPECT_NEAR(bands.weights[k - 1] / 32768.0, (mel_of(k * 31.25) - mel_of(20)) / step - corner, 1e-4);
}

TEST(SignalMath, ScaledNumbersKeepThirtyOneBits) {
  for (const double value : {1e-12, 1e-6, 0.3, 0.99999999999, 1.0, 7.0}) {
    const ScaledNumber number = scaled_number(value);
    EXPECT_GE(number.mantissa, 1 << 30);
    EXPECT_NEAR(std::ldexp(number.mantissa, -number.exponent) / value, 1, 1e-9);
  }
}

}  // namespace
}  // namespace mote
