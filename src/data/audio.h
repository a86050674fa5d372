// Reading of one recording.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace mote {

struct Recording {
  std::vector<int16_t> samples;  // one channel at the rate that was asked for
  int32_t source_rate_hz = 0, source_channels = 0;
};

// WAV, FLAC or OGG of any width (16 bits are kept), any rate (resampled, libsamplerate's best sinc), any number of
// channels (their mean). Throws InputError: not audio, no samples.
Recording read_recording(const std::filesystem::path& path, int32_t rate_hz);

// 16-bit mono WAV.
void write_wav(const std::filesystem::path& path, const std::vector<int16_t>& samples, int32_t rate_hz);

}  // namespace mote
