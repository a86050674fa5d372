// clamp on int8, portable: where input and output are quantized alike, and where the values are scaled first.
#ifndef MOTE_OPS_CLAMP_KERNEL_INT8_H_
#define MOTE_OPS_CLAMP_KERNEL_INT8_H_

#include "base/device/fixed_point.h"

namespace mote {
namespace device {

struct ClampInt8Layer {
  int32_t elements, output_min, output_max;
};

struct ClampInt8ScaledLayer {
  int32_t elements, input_zero_point, output_zero_point, multiplier, shift, output_min, output_max;
};

template <class Layer>
inline void clamp_int8(const Layer& layer, const int8_t* input, int8_t* output) {
  for (int32_t i = 0; i < layer.elements; ++i)
    output[i] = static_cast<int8_t>(clamp(int32_t{input[i]}, layer.output_min, layer.output_max));
}

template <class Layer>
inline void clamp_int8_scaled(const Layer& layer, const int8_t* input, int8_t* output) {
  for (int32_t i = 0; i < layer.elements; ++i) {
    const int32_t scaled =
        multiply_by_quantized_multiplier(input[i] - layer.input_zero_point, layer.multiplier, layer.shift);
    output[i] =
        static_cast<int8_t>(clamp(wrapping_add(scaled, layer.output_zero_point), layer.output_min, layer.output_max));
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_CLAMP_KERNEL_INT8_H_
