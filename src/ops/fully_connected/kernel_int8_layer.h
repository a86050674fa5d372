// The description of a fully_connected layer on int8.
#ifndef MOTE_OPS_FULLY_CONNECTED_KERNEL_INT8_LAYER_H_
#define MOTE_OPS_FULLY_CONNECTED_KERNEL_INT8_LAYER_H_

#include <stdint.h>

namespace mote {
namespace device {

struct FullyConnectedInt8Layer {
  int32_t rows, inputs, outputs;
  int32_t output_zero_point, output_min, output_max;
  bool large_factors;         // whether a channel\'s factor is 1/2 or more; only the faster kernels ask
  const int8_t* weights;      // [outputs, inputs], or as the kernel says
  const int32_t* bias;        // [outputs], less the input's zero point * sum of the output's weights
  const int32_t* multiplier;  // [outputs], Q31
  const int8_t* shift;        // [outputs], to the left where positive
};

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_FULLY_CONNECTED_KERNEL_INT8_LAYER_H_
