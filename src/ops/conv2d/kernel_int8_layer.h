// The description of a conv2d layer on int8.
#ifndef MOTE_OPS_CONV2D_KERNEL_INT8_LAYER_H_
#define MOTE_OPS_CONV2D_KERNEL_INT8_LAYER_H_

#include <stdint.h>

namespace mote {
namespace device {

struct Conv2dInt8Layer {
  int32_t batches, input_height, input_width, input_channels;
  int32_t output_height, output_width, output_channels;
  int32_t kernel_height, kernel_width, kernel_channels;  // kernel_channels = input_channels / groups
  int32_t stride_height, stride_width, dilation_height, dilation_width, pad_top, pad_left;
  int32_t input_zero_point, output_zero_point, output_min, output_max;
  bool large_factors;         // whether a channel\'s factor is 1/2 or more; only the faster kernels ask
  const int8_t* weights;      // [output_channels, kernel_height, kernel_width, kernel_channels], or as the kernel says
  const int32_t* bias;        // [output_channels], less input_zero_point * sum of the channel's weights
  const int32_t* multiplier;  // [output_channels], Q31
  const int8_t* shift;        // [output_channels], to the left where positive
};

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_CONV2D_KERNEL_INT8_LAYER_H_
