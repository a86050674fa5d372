// quantize from one integer quantization to another, portable. Source of the arithmetic: the TFLite reference kernel.
#ifndef MOTE_OPS_QUANTIZE_KERNEL_INTEGER_H_
#define MOTE_OPS_QUANTIZE_KERNEL_INTEGER_H_

#include "base/device/fixed_point.h"

namespace mote {
namespace device {

struct QuantizeIntegerLayer {
  int32_t elements, input_zero_point, output_zero_point, multiplier, shift, output_min, output_max;
};

template <class Layer, class Input, class Output>
inline void quantize_integer(const Layer& layer, const Input* input, Output* output) {
  for (int32_t i = 0; i < layer.elements; ++i) {
    const int32_t scaled =
        multiply_by_quantized_multiplier(input[i] - layer.input_zero_point, layer.multiplier, layer.shift);
    output[i] =
        static_cast<Output>(clamp(wrapping_add(scaled, layer.output_zero_point), layer.output_min, layer.output_max));
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_QUANTIZE_KERNEL_INTEGER_H_
