// depthwise_conv2d on int8 for cores without vectors, windows of 3x3 without dilation: channel by channel from a plane
// of unsigned values (plus 128), which every core loads with an offset in one instruction.
//
// The weights are a stream of 20 bytes an output channel: bias (less 128 * the sum of the weights), multiplier, the
// nine weights line by line (transposed where the plane is upright), the shift to the right, two bytes of nothing.
#ifndef MOTE_OPS_DEPTHWISE_CONV2D_KERNEL_INT8_PLANE_H_
#define MOTE_OPS_DEPTHWISE_CONV2D_KERNEL_INT8_PLANE_H_

#include "base/device/memory.h"
#include "base/device/requantize.h"
#include "ops/depthwise_conv2d/kernel_plane.h"

namespace mote {
namespace device {

struct DepthwiseLine {
  int32_t a, b, c;
};

struct DepthwiseChannel {
  int32_t bias;
  ChannelFactor factor;
  DepthwiseLine top, middle, bottom;
};

template <class Layer>
inline DepthwiseChannel depthwise_channel(const Layer& layer, const int8_t* stream) {
  return {load_int32(stream),
          channel_factor(layer, load_int32(stream + 4), stream[17]),
          {stream[8], stream[9], stream[10]},
          {stream[11], stream[12], stream[13]},
          {stream[14], stream[15], stream[16]}};
}

inline int32_t depthwise_add(const uint8_t* values, const DepthwiseLine& weights, int32_t sum) {
  sum += values[0] * weights.a;
  sum += values[1] * weights.b;
  return sum + values[2] * weights.c;
}

// One line of outputs.
template <class Layer>
inline void depthwise_plane_outputs(const Layer& layer, const DepthwiseChannel& channel, const PlaneAxis& along,
                                    const uint8_t* top, int8_t* output) {
  const uint8_t* middle = top + plane_positions(along);
  const uint8_t* bottom = middle + plane_positions(along);
  for (int32_t rest = along.output; rest > 0; --rest, output += along.output_step) {
    int32_t sum = depthwise_add(top, channel.top, channel.bias);
    sum = depthwise_add(middle, channel.middle, sum);
    sum = depthwise_add(bottom, channel.bottom, sum);
    *output = requantize(layer, sum, channel.factor);
    top += along.stride, middle += along.stride, bottom += along.stride;
  }
}

// scratch: the plane.
template <class Layer>
inline void depthwise_conv2d_int8_plane(const Layer& layer, const int8_t* input, int8_t* output, void* scratch) {
  const bool upright = plane_is_upright(layer);
  const PlaneAxis along = plane_axis(layer, upright), across = plane_axis(layer, !upright);
  const int32_t pitch = plane_positions(along), multiplier = layer.output_channels / layer.input_channels;
  uint8_t* plane = static_cast<uint8_t*>(scratch);
  for (int32_t i = 0; i < plane_lines(across) * pitch; ++i)
    plane[i] = static_cast<uint8_t>(layer.input_zero_point + 128);
  for (int32_t batch = 0; batch < layer.batches; ++batch) {
    const int8_t* stream = layer.weights;
    for (int32_t c = 0; c < layer.output_channels; ++c, stream += 20) {
      if (c % multiplier == 0) plane_gather<128>(along, across, input + c / multiplier, plane);
      const DepthwiseChannel channel = depthwise_channel(layer, stream);
      for (int32_t line = 0; line < across.output; ++line) {
        depthwise_plane_outputs(layer, channel, along, plane + line * across.stride * pitch,
                                output + line * across.output_step + c);
      }
    }
    input += layer.input_height * layer.input_width * layer.input_channels;
    output += layer.output_height * layer.output_width * layer.output_channels;
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_DEPTHWISE_CONV2D_KERNEL_INT8_PLANE_H_
