// The host's side of kernel_log_mel.h: parameters, checks, layer fields and tables that mfe and mfcc share.
#pragma once

#include <cmath>
#include <numbers>

#include "signal/block.h"
#include "signal/math/output.h"
#include "signal/math/tables.h"

namespace mote {

struct LogMelParameters {
  float window_ms = 30, hop_ms = 20;  // the window is a periodic Hann; the transform's size the next power of two
  int32_t bands = 40;
  float low_hz = 20, high_hz = 0;  // high_hz 0: half the sample rate
  bool magnitude = false;          // bins by magnitude, else by power
  float log_floor = 1e-6f;         // added to a band before its logarithm; samples are from -1 to 1

  void visit(auto&& field) {
    field("window_ms", window_ms), field("hop_ms", hop_ms), field("bands", bands), field("low_hz", low_hz);
    field("high_hz", high_hz), field("magnitude", magnitude), field("log_floor", log_floor);
  }
};

// What the parameters come to at a sample rate.
struct LogMelSizes {
  int32_t window_samples, hop_samples, fft_size_log2;
  double high_hz;
  int32_t fft_size() const { return 1 << fft_size_log2; }
  int64_t scratch_bytes(int32_t bands) const { return 4 * (int64_t{fft_size()} + bands); }
};

void check_log_mel(const BlockCall& call, const LogMelParameters& parameters);
LogMelSizes log_mel_sizes(const LogMelParameters& parameters, const SensorFormat& sensor);
std::vector<Table> log_mel_tables(const LogMelParameters& parameters, const SensorFormat& sensor);
// Of one frame up to the bands' logarithms.
InstructionCost log_mel_cost(const LogMelParameters& parameters, const SensorFormat& sensor);

void fill_log_mel(const LogMelParameters& parameters, const SensorFormat& sensor, auto& layer) {
  const LogMelSizes sizes = log_mel_sizes(parameters, sensor);
  const ScaledNumber floor = scaled_number(parameters.log_floor);
  layer.window_samples = sizes.window_samples, layer.fft_size_log2 = sizes.fft_size_log2;
  layer.bands = parameters.bands, layer.magnitude = parameters.magnitude;
  layer.floor_mantissa = floor.mantissa, layer.floor_exponent = floor.exponent;
}

// log2 in Q16 to natural logarithms.
constexpr double log_unit = std::numbers::ln2 / 65536;

void visit_log_mel_numbers(auto& layer, auto&& f) {
  f("magnitude", layer.magnitude);
  f("floor_mantissa", layer.floor_mantissa), f("floor_exponent", layer.floor_exponent);
  visit_output(layer, f);
}

void visit_log_mel_tables(auto& layer, auto&& f) {
  f("window", layer.window), f("cosines", layer.cosines), f("band_starts", layer.band_starts);
  f("bin_weights", layer.bin_weights), f("logarithms", layer.logarithms), f("square_roots", layer.square_roots);
}

}  // namespace mote
