// mfcc: the first coefficients of the cosine transform (DCT-II) of a frame's log-mel bands.
#ifndef MOTE_SIGNAL_MFCC_KERNEL_H_
#define MOTE_SIGNAL_MFCC_KERNEL_H_

#include "base/device/fixed_point.h"
#include "signal/math/kernel_log_mel.h"

namespace mote {
namespace device {

struct MfccLayer {
  int32_t window_samples, fft_size_log2, bands, coefficients;
  bool magnitude;
  int32_t floor_mantissa, floor_exponent;
  int32_t output_multiplier, output_shift, output_zero_point, output_min, output_max;
  const int32_t* window;
  const int32_t* cosines;
  const int16_t* band_starts;
  const int16_t* bin_weights;
  const int16_t* logarithms;
  const int16_t* square_roots;
  const int16_t* transform;  // [coefficients, bands], 32,767 times the cosine
};

// samples [window_samples] -> features [coefficients]; scratch: 2^fft_size_log2 + bands numbers of 32 bits.
template <class Layer, class Feature>
inline void mfcc(const Layer& layer, const int16_t* samples, Feature* features, void* scratch) {
  int32_t* data = static_cast<int32_t*>(scratch);
  int32_t* bands = data + (int32_t{1} << layer.fft_size_log2);
  log_mel(layer, samples, bands, data);
  const int16_t* cosine = layer.transform;
  for (int32_t coefficient = 0; coefficient < layer.coefficients; ++coefficient) {
    int32_t sum = 0;  // below 128 bands * 2^23
    for (int32_t band = 0; band < layer.bands; ++band) sum += multiply_q15(bands[band], *cosine++);
    const int32_t scaled = multiply_by_quantized_multiplier(sum, layer.output_multiplier, layer.output_shift);
    features[coefficient] =
        static_cast<Feature>(clamp(scaled + layer.output_zero_point, layer.output_min, layer.output_max));
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_SIGNAL_MFCC_KERNEL_H_
