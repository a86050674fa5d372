// depthwise_conv2d on int8 with the DSP extension, windows of 3x3 without dilation, strides of 1 or 2: channel by
// channel from a plane of int16, whose pairs SMLAD multiplies.
//
// The weights are a stream of 20 bytes an output channel: bias, multiplier, the nine weights line by line (transposed
// where the plane is upright), the shift to the right, two bytes of nothing.
#ifndef MOTE_OPS_DEPTHWISE_CONV2D_KERNEL_INT8_DSP_H_
#define MOTE_OPS_DEPTHWISE_CONV2D_KERNEL_INT8_DSP_H_

#include "base/device/dsp.h"
#include "base/device/requantize.h"
#include "ops/depthwise_conv2d/kernel_plane.h"

namespace mote {
namespace device {

// One line of the window: weights (0, 1) and (1, 2).
struct DepthwiseDspLine {
  uint32_t early, late;
};

struct DepthwiseDspChannel {
  int32_t bias;
  ChannelFactor factor;
  DepthwiseDspLine top, middle, bottom;
};

inline DepthwiseDspLine depthwise_dsp_line(const int8_t* weights) {
  return {pair_of(weights[0], weights[1]), pair_of(weights[1], weights[2])};
}

template <class Layer>
inline DepthwiseDspChannel depthwise_dsp_channel(const Layer& layer, const int8_t* stream) {
  return {load_int32(stream), channel_factor(layer, load_int32(stream + 4), stream[17]), depthwise_dsp_line(stream + 8),
          depthwise_dsp_line(stream + 11), depthwise_dsp_line(stream + 14)};
}

// What a line of values at two neighbouring places adds to their sums.
inline void depthwise_dsp_add_two(const int16_t* values, const DepthwiseDspLine& weights, int32_t& first,
                                  int32_t& second) {
  const uint32_t a = load_aligned_word(values), b = load_aligned_word(values + 2);
  first = smlad(a, weights.early, first);
  first = smlabt(b, weights.late, first);
  second = smlatb(a, weights.early, second);
  second = smlad(b, weights.late, second);
}

inline int32_t depthwise_dsp_add(const int16_t* values, const DepthwiseDspLine& weights, int32_t sum) {
  const uint32_t a = load_aligned_word(values), b = load_aligned_word(values + 2);
  return smlabt(b, weights.late, smlad(a, weights.early, sum));
}

inline int32_t depthwise_dsp_sum(const DepthwiseDspChannel& channel, const int16_t* values, int32_t pitch) {
  const int32_t top = depthwise_dsp_add(values, channel.top, channel.bias);
  const int32_t both = depthwise_dsp_add(values + pitch, channel.middle, top);
  return depthwise_dsp_add(values + 2 * pitch, channel.bottom, both);
}

// One line of outputs.
template <class Layer>
inline void depthwise_dsp_outputs(const Layer& layer, const DepthwiseDspChannel& channel, const PlaneAxis& along,
                                  const int16_t* values, int8_t* output) {
  const int32_t pitch = plane_positions(along);
  int32_t rest = along.output;
  if (along.stride == 1) {
    for (; rest >= 2; rest -= 2, values += 2, output += 2 * along.output_step) {
      int32_t first = channel.bias, second = channel.bias;
      depthwise_dsp_add_two(values, channel.top, first, second);
      depthwise_dsp_add_two(values + pitch, channel.middle, first, second);
      depthwise_dsp_add_two(values + 2 * pitch, channel.bottom, first, second);
      output[0] = requantize(layer, first, channel.factor);
      output[along.output_step] = requantize(layer, second, channel.factor);
    }
  }
  for (; rest > 0; --rest, values += along.stride, output += along.output_step) {
    const int32_t sum = depthwise_dsp_sum(channel, values, pitch);
    *output = requantize(layer, sum, channel.factor);
  }
}

// scratch: the plane.
template <class Layer>
inline void depthwise_conv2d_int8_dsp(const Layer& layer, const int8_t* input, int8_t* output, void* scratch) {
  const bool upright = plane_is_upright(layer);
  const PlaneAxis along = plane_axis(layer, upright), across = plane_axis(layer, !upright);
  const int32_t pitch = plane_positions(along), multiplier = layer.output_channels / layer.input_channels;
  int16_t* plane = static_cast<int16_t*>(scratch);
  for (int32_t i = 0; i < plane_lines(across) * pitch; ++i) plane[i] = static_cast<int16_t>(layer.input_zero_point);
  for (int32_t batch = 0; batch < layer.batches; ++batch) {
    const int8_t* stream = layer.weights;
    for (int32_t c = 0; c < layer.output_channels; ++c, stream += 20) {
      if (c % multiplier == 0) plane_gather<0>(along, across, input + c / multiplier, plane);
      const DepthwiseDspChannel channel = depthwise_dsp_channel(layer, stream);
      for (int32_t line = 0; line < across.output; ++line) {
        depthwise_dsp_outputs(layer, channel, along, plane + line * across.stride * pitch,
                              output + line * across.output_step + c);
      }
    }
    input += layer.input_height * layer.input_width * layer.input_channels;
    output += layer.output_height * layer.output_width * layer.output_channels;
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_DEPTHWISE_CONV2D_KERNEL_INT8_DSP_H_
