// Random changes of samples for training: a function of a seed, an epoch and the sample's index, and of nothing else.
#pragma once

#include <cstdint>
#include <vector>

namespace mote {

struct AudioAugmentation {
  double shift_ms = 0;           // up to this far either way; what comes in is silence
  double gain_db = 0;            // up to this much either way
  double noise_probability = 0;  // of mixing in noise: white, or a stretch of a background recording
  double noise_snr_low_db = 0, noise_snr_high_db = 30;
  double speed = 0;  // the logarithm of the factor, up to this far either way
};

struct ImageAugmentation {
  bool flip = false;          // left to right, half of the time
  int32_t shift_pixels = 0;   // up to this far each way; what comes in is black
  int32_t cutout_pixels = 0;  // the side of a black square somewhere
};

// Random numbers of one sample in one epoch.
class SampleRandom {
 public:
  SampleRandom(uint64_t seed, int64_t epoch, int64_t index);
  uint64_t next();
  double uniform(double low, double high);
  double normal();

 private:
  uint64_t state_;
};

// The length is kept. `backgrounds` may be empty.
void augment(std::vector<int16_t>& samples, int32_t rate_hz, const AudioAugmentation& augmentation,
             const std::vector<std::vector<int16_t>>& backgrounds, SampleRandom random);

void augment(std::vector<uint8_t>& pixels, int32_t height, int32_t width, int32_t channels,
             const ImageAugmentation& augmentation, SampleRandom random);

}  // namespace mote
