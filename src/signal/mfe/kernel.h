// mfe: the logarithms of a frame's mel bands as features.
#ifndef MOTE_SIGNAL_MFE_KERNEL_H_
#define MOTE_SIGNAL_MFE_KERNEL_H_

#include "base/device/fixed_point.h"
#include "signal/math/kernel_log_mel.h"

namespace mote {
namespace device {

struct MfeLayer {
  int32_t window_samples, fft_size_log2, bands;
  bool magnitude;
  int32_t floor_mantissa, floor_exponent;
  int32_t output_multiplier, output_shift, output_zero_point, output_min, output_max;
  const int32_t* window;
  const int32_t* cosines;
  const int16_t* band_starts;
  const int16_t* bin_weights;
  const int16_t* logarithms;
  const int16_t* square_roots;
};

// samples [window_samples] -> features [bands]; scratch: 2^fft_size_log2 + bands numbers of 32 bits.
template <class Layer, class Feature>
inline void mfe(const Layer& layer, const int16_t* samples, Feature* features, void* scratch) {
  int32_t* data = static_cast<int32_t*>(scratch);
  int32_t* bands = data + (int32_t{1} << layer.fft_size_log2);
  log_mel(layer, samples, bands, data);
  for (int32_t band = 0; band < layer.bands; ++band) {
    const int32_t scaled = multiply_by_quantized_multiplier(bands[band], layer.output_multiplier, layer.output_shift);
    features[band] = static_cast<Feature>(clamp(scaled + layer.output_zero_point, layer.output_min, layer.output_max));
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_SIGNAL_MFE_KERNEL_H_
