// batch_norm on float32, portable: with mean and variance folded into a scale and an offset for each channel.
#ifndef MOTE_OPS_BATCH_NORM_KERNEL_FLOAT32_H_
#define MOTE_OPS_BATCH_NORM_KERNEL_FLOAT32_H_

#include <stdint.h>

namespace mote {
namespace device {

struct BatchNormFloat32Layer {
  int32_t rows, channels;
  const float* scale;   // [channels]
  const float* offset;  // [channels]
};

template <class Layer>
inline void batch_norm_float32(const Layer& layer, const float* input, float* output) {
  for (int32_t i = 0; i < layer.rows; ++i)
    for (int32_t c = 0; c < layer.channels; ++c) *output++ = *input++ * layer.scale[c] + layer.offset[c];
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_BATCH_NORM_KERNEL_FLOAT32_H_
