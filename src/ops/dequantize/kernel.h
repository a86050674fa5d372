// dequantize, portable.
#ifndef MOTE_OPS_DEQUANTIZE_KERNEL_H_
#define MOTE_OPS_DEQUANTIZE_KERNEL_H_

#include <stdint.h>

namespace mote {
namespace device {

struct DequantizeLayer {
  int32_t elements, zero_point;
  float scale;
};

template <class Layer, class Input>
inline void dequantize(const Layer& layer, const Input* input, float* output) {
  for (int32_t i = 0; i < layer.elements; ++i)
    output[i] = layer.scale * static_cast<float>(input[i] - layer.zero_point);
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_DEQUANTIZE_KERNEL_H_
