// For tests of signal blocks: signals made here, real recordings where they stand, and how far features are from their
// float64 definition.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/tensor.h"
#include "signal/math/log_mel.h"

namespace mote::signal_testing {

// Seconds at 16 kHz with names: silence, the least noise, tones, extremes, ...
std::vector<std::pair<std::string, std::vector<int16_t>>> made_signals();

// A recording of int16 samples in a format that libsndfile reads.
std::vector<int16_t> read_recording(const std::filesystem::path& path);

// So many clips of the speech commands, spread over all classes, or none where they are not there.
std::vector<std::filesystem::path> speech_clips(size_t count);

// The definition of log-mel bands in float64: ln(band + log_floor) for each frame, [frames, bands].
std::vector<double> reference_log_mel(const LogMelParameters& parameters, double rate_hz,
                                      const std::vector<int16_t>& samples);

// The definition of mfcc from the bands' logarithms.
std::vector<double> reference_mfcc(const std::vector<double>& log_mel, int32_t bands, int32_t coefficients);

// Distances in steps between int8 features and the real numbers that they stand for, these limited to the range of
// int8.
struct Distance {
  double sum = 0, largest = 0;
  int64_t count = 0;
  void add(const std::vector<int8_t>& features, const std::vector<double>& reference, const Quantization& quantization);
  double mean() const { return count > 0 ? sum / static_cast<double>(count) : 0; }
};

}  // namespace mote::signal_testing
