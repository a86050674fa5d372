// raw: samples themselves as features, rescaled.
#ifndef MOTE_SIGNAL_RAW_KERNEL_H_
#define MOTE_SIGNAL_RAW_KERNEL_H_

#include "base/device/fixed_point.h"

namespace mote {
namespace device {

struct RawLayer {
  int32_t samples;  // of a frame, all channels
  int32_t output_multiplier, output_shift, output_zero_point, output_min, output_max;
};

// samples [samples] -> features [samples].
template <class Layer, class Feature>
inline void raw(const Layer& layer, const int16_t* samples, Feature* features) {
  for (int32_t i = 0; i < layer.samples; ++i) {
    const int32_t scaled = multiply_by_quantized_multiplier(samples[i], layer.output_multiplier, layer.output_shift);
    features[i] = static_cast<Feature>(clamp(scaled + layer.output_zero_point, layer.output_min, layer.output_max));
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_SIGNAL_RAW_KERNEL_H_
