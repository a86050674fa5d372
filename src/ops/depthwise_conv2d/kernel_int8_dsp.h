// depthwise_conv2d on int8 with the DSP extension, windows of 3x3 without dilation, strides of 1 or 2: channel by
// channel from a plane of int16, whose pairs SMLAD multiplies.
//
// The weights are a stream of 24 bytes an output channel: twice the bias, multiplier; for each line of the window
// (a column where the plane is upright) the weights 0, 1, 1, 2; the shift (base/device/requantize_dsp.h); three bytes
// of nothing. Sums are made of doubled weights.
#ifndef MOTE_OPS_DEPTHWISE_CONV2D_KERNEL_INT8_DSP_H_
#define MOTE_OPS_DEPTHWISE_CONV2D_KERNEL_INT8_DSP_H_

#include "base/device/requantize_dsp.h"
#include "ops/depthwise_conv2d/kernel_plane.h"

namespace mote {
namespace device {

// One line of the window: weights (0, 1) and (1, 2), doubled.
struct DepthwiseDspLine {
  uint32_t early, late;
};

struct DepthwiseDspChannel {
  int32_t bias;
  DspFactor factor;
  DepthwiseDspLine top, middle, bottom;
};

inline DepthwiseDspLine depthwise_dsp_line(const int8_t* weights) {
  const uint32_t word = load_aligned_word(weights);
  const uint32_t early = sxtb16(word), late = sxtb16_high(word);
  return {sadd16(early, early), sadd16(late, late)};
}

template <class Layer>
inline DepthwiseDspChannel depthwise_dsp_channel(const Layer& layer, const int8_t* stream) {
  return {load_int32(stream), dsp_factor(layer, load_int32(stream + 4), stream[20]), depthwise_dsp_line(stream + 8),
          depthwise_dsp_line(stream + 12), depthwise_dsp_line(stream + 16)};
}

// Four values of a line, and the sums of two neighbouring places.
struct DepthwiseDspValues {
  uint32_t a, b;
};
struct DepthwiseDspSums {
  int32_t first, second;
};

inline DepthwiseDspValues depthwise_dsp_values(const int16_t* values) {
  return {load_aligned_word(values), load_aligned_word(values + 2)};
}

inline void depthwise_dsp_add(const DepthwiseDspValues& values, const DepthwiseDspLine& weights,
                              DepthwiseDspSums& sums) {
  sums.first = smlad(values.a, weights.early, sums.first);
  sums.second = smlatb(values.a, weights.early, sums.second);
  sums.first = smlabt(values.b, weights.late, sums.first);
  sums.second = smlad(values.b, weights.late, sums.second);
}

// What a line adds to one place, or to two at a stride of 2.
inline void depthwise_dsp_add_one(const DepthwiseDspValues& values, const DepthwiseDspLine& weights, int32_t& sum) {
  sum = smlabt(values.b, weights.late, smlad(values.a, weights.early, sum));
}
inline void depthwise_dsp_add_apart(const int16_t* values, const DepthwiseDspLine& weights, DepthwiseDspSums& sums) {
  const DepthwiseDspValues first = depthwise_dsp_values(values);
  depthwise_dsp_add_one(first, weights, sums.first);
  depthwise_dsp_add_one({first.b, load_aligned_word(values + 4)}, weights, sums.second);
}

template <class Layer>
inline void depthwise_dsp_store(const Layer& layer, const DspFactor& factor, const DepthwiseDspSums& sums,
                                int32_t output_step, int8_t* output) {
  output[0] = requantize_doubled(layer, sums.first, factor);
  output[output_step] = requantize_doubled(layer, sums.second, factor);
}

// Two outputs of a line of the plane.
template <class Layer>
inline void depthwise_dsp_two(const Layer& layer, const DepthwiseDspChannel& channel, const PlaneAxis& along,
                              const int16_t* values, int8_t* output) {
  const int32_t pitch = plane_positions(along);
  DepthwiseDspSums sums = {channel.bias, channel.bias};
  if (along.stride == 1) {
    depthwise_dsp_add(depthwise_dsp_values(values), channel.top, sums);
    depthwise_dsp_add(depthwise_dsp_values(values + pitch), channel.middle, sums);
    depthwise_dsp_add(depthwise_dsp_values(values + 2 * pitch), channel.bottom, sums);
  } else {
    depthwise_dsp_add_apart(values, channel.top, sums);
    depthwise_dsp_add_apart(values + pitch, channel.middle, sums);
    depthwise_dsp_add_apart(values + 2 * pitch, channel.bottom, sums);
  }
  depthwise_dsp_store(layer, channel.factor, sums, along.output_step, output);
}

// The last one of an odd number.
template <class Layer>
inline void depthwise_dsp_one(const Layer& layer, const DepthwiseDspChannel& channel, int32_t pitch,
                              const int16_t* values, int8_t* output) {
  int32_t sum = channel.bias;
  depthwise_dsp_add_one(depthwise_dsp_values(values), channel.top, sum);
  depthwise_dsp_add_one(depthwise_dsp_values(values + pitch), channel.middle, sum);
  depthwise_dsp_add_one(depthwise_dsp_values(values + 2 * pitch), channel.bottom, sum);
  *output = requantize_doubled(layer, sum, channel.factor);
}

// Two outputs of two lines each, at strides of 1: what both lines read is loaded once.
template <class Layer>
inline void depthwise_dsp_four(const Layer& layer, const DepthwiseDspChannel& channel, const PlaneAxis& along,
                               const PlaneAxis& across, const int16_t* values, int8_t* output) {
  const int32_t pitch = plane_positions(along);
  DepthwiseDspSums upper = {channel.bias, channel.bias}, lower = upper;
  DepthwiseDspValues line = depthwise_dsp_values(values);
  depthwise_dsp_add(line, channel.top, upper);
  line = depthwise_dsp_values(values + pitch);
  depthwise_dsp_add(line, channel.middle, upper);
  depthwise_dsp_add(line, channel.top, lower);
  line = depthwise_dsp_values(values + 2 * pitch);
  depthwise_dsp_add(line, channel.bottom, upper);
  depthwise_dsp_add(line, channel.middle, lower);
  line = depthwise_dsp_values(values + 3 * pitch);
  depthwise_dsp_add(line, channel.bottom, lower);
  depthwise_dsp_store(layer, channel.factor, upper, along.output_step, output);
  depthwise_dsp_store(layer, channel.factor, lower, along.output_step, output + across.output_step);
}

// All outputs of a channel.
template <class Layer>
inline void depthwise_dsp_outputs(const Layer& layer, const DepthwiseDspChannel& channel, const PlaneAxis& along,
                                  const PlaneAxis& across, const int16_t* plane, int8_t* output) {
  const int32_t pitch = plane_positions(along), line_step = across.stride * pitch;
  int32_t lines = across.output;
  for (; lines > 0; plane += line_step, output += across.output_step) {
    const bool in_fours = along.stride == 1 && across.stride == 1 && lines > 1;
    const int16_t* values = plane;
    int8_t* place = output;
    if (in_fours) {
      for (int32_t rest = along.output; rest > 1; rest -= 2, values += 2, place += 2 * along.output_step)
        depthwise_dsp_four(layer, channel, along, across, values, place);
    } else {
      for (int32_t rest = along.output; rest > 1; rest -= 2, values += 2 * along.stride, place += 2 * along.output_step)
        depthwise_dsp_two(layer, channel, along, values, place);
    }
    if (along.output & 1) depthwise_dsp_one(layer, channel, pitch, values, place);
    if (in_fours) {
      plane += line_step, output += across.output_step;
      if (along.output & 1) depthwise_dsp_one(layer, channel, pitch, values + pitch, place + across.output_step);
    }
    lines -= in_fours ? 2 : 1;
  }
}

// scratch: the plane.
template <class Layer>
__attribute__((noinline)) void depthwise_conv2d_int8_dsp(const Layer& layer, const int8_t* input, int8_t* output,
                                                         void* scratch) {
  const bool upright = plane_is_upright(layer);
  const PlaneAxis along = plane_axis(layer, upright), across = plane_axis(layer, !upright);
  const int32_t pitch = plane_positions(along), multiplier = layer.output_channels / layer.input_channels;
  int16_t* plane = static_cast<int16_t*>(scratch);
  for (int32_t i = 0; i < plane_lines(across) * pitch; ++i) plane[i] = static_cast<int16_t>(layer.input_zero_point);
  for (int32_t batch = 0; batch < layer.batches; ++batch) {
    const int8_t* stream = layer.weights;
    for (int32_t c = 0; c < layer.output_channels; ++c, stream += 24) {
      if (c % multiplier == 0) plane_gather<0>(along, across, input + c / multiplier, plane);
      depthwise_dsp_outputs(layer, depthwise_dsp_channel(layer, stream), along, across, plane, output + c);
    }
    input += layer.input_height * layer.input_width * layer.input_channels;
    output += layer.output_height * layer.output_width * layer.output_channels;
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_DEPTHWISE_CONV2D_KERNEL_INT8_DSP_H_
