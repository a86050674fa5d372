// Sizes, checks, tables and cost of log-mel bands.
#include "signal/math/log_mel.h"

#include <bit>

namespace mote {
namespace {

constexpr int32_t smallest_fft_log2 = 4, largest_fft_log2 = 12;

Table int16_table(std::string name, const std::vector<int16_t>& values) {
  return Table::of<int16_t>(std::move(name), values);
}

}  // namespace

LogMelSizes log_mel_sizes(const LogMelParameters& p, const SensorFormat& sensor) {
  const auto samples = [&](float ms) { return static_cast<int32_t>(std::lround(ms * sensor.rate_hz / 1000)); };
  LogMelSizes sizes{};
  sizes.window_samples = samples(p.window_ms), sizes.hop_samples = samples(p.hop_ms);
  sizes.fft_size_log2 = std::bit_width(static_cast<uint32_t>(std::max(sizes.window_samples, 1)) - 1);
  sizes.fft_size_log2 = std::max(sizes.fft_size_log2, smallest_fft_log2);
  sizes.high_hz = p.high_hz > 0 ? p.high_hz : sensor.rate_hz / 2;
  return sizes;
}

void check_log_mel(const BlockCall& call, const LogMelParameters& p) {
  const SensorFormat& sensor = call.sensor;
  if (sensor.type != ElementType::int16 || sensor.is_picture() || sensor.channels != 1)
    call.refuse("takes one channel of int16 samples, the sensor gives {} channels of {}", sensor.channels,
                name_of(sensor.type));
  const double largest_ms = 1000.0 * (1 << largest_fft_log2) / sensor.rate_hz;
  if (!(p.window_ms * sensor.rate_hz >= 2000 && p.window_ms <= largest_ms))
    call.refuse("window_ms is {}, expected at least 2 samples and at most {} ms at {} Hz", p.window_ms, largest_ms,
                sensor.rate_hz);
  if (!(p.hop_ms * sensor.rate_hz >= 1000 && p.hop_ms <= 60000))
    call.refuse("hop_ms is {}, expected at least one sample at {} Hz", p.hop_ms, sensor.rate_hz);
  if (p.bands < 1 || p.bands > 128) call.refuse("bands is {}, expected 1 to 128", p.bands);
  const double high_hz = log_mel_sizes(p, sensor).high_hz;
  if (!(p.low_hz >= 0 && p.low_hz < high_hz && high_hz <= sensor.rate_hz / 2))
    call.refuse("low_hz {} and high_hz {}, expected 0 <= low < high <= {} (half the sample rate)", p.low_hz, high_hz,
                sensor.rate_hz / 2);
  if (!(p.log_floor >= 1e-12f && p.log_floor <= 1)) call.refuse("log_floor is {}, expected 1e-12 to 1", p.log_floor);
}

std::vector<Table> log_mel_tables(const LogMelParameters& p, const SensorFormat& sensor) {
  const LogMelSizes sizes = log_mel_sizes(p, sensor);
  const MelBands bands = mel_bands(p.bands, p.low_hz, sizes.high_hz, sensor.rate_hz, sizes.fft_size());
  std::vector<Table> tables = {Table::of<int32_t>("window", hann_window(sizes.window_samples)),
                               Table::of<int32_t>("cosines", fft_cosines(sizes.fft_size())),
                               int16_table("band_starts", bands.starts), int16_table("bin_weights", bands.weights),
                               int16_table("logarithms", logarithm_table())};
  if (p.magnitude) tables.push_back(int16_table("square_roots", square_root_table()));
  return tables;
}

InstructionCost log_mel_cost(const LogMelParameters& p, const SensorFormat& sensor) {
  const LogMelSizes sizes = log_mel_sizes(p, sensor);
  const double size = sizes.fft_size(), bins = size / 2 * (sizes.high_hz - p.low_hz) / (sensor.rate_hz / 2);
  const double butterflies = size / 4 * (sizes.fft_size_log2 - 2);
  const double root = p.magnitude ? 1 : 0;
  return {size * 30 + butterflies * 30 + bins * (16 + 30 * root) + p.bands * 60.0,
          size + butterflies * 8 + bins * (6 + root) + p.bands * 3.0,
          size * 3 + butterflies * 5 + bins * (3 + 2 * root) + p.bands * 4.0, size * 2 + butterflies * 4 + p.bands,
          size * 9 + butterflies + bins * (2 + 6 * root) + p.bands * 8.0};
}

}  // namespace mote
