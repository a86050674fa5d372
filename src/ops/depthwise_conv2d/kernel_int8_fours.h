// depthwise_conv2d on int8 for cores without vectors, windows without dilation: channel by channel from a plane
// (kernel_lines.h), four outputs of a line at a time, which share the loads of weights and of overlapping values.
//
// The weights are a stream of what kernel_lines.h says of each output channel.
#ifndef MOTE_OPS_DEPTHWISE_CONV2D_KERNEL_INT8_FOURS_H_
#define MOTE_OPS_DEPTHWISE_CONV2D_KERNEL_INT8_FOURS_H_

#include "base/device/memory.h"
#include "base/device/requantize.h"
#include "ops/depthwise_conv2d/kernel_lines.h"

namespace mote {
namespace device {

struct FourOutputs {
  int32_t a, b, c, d;
};

// Three weights times the values at four outputs, which are `stride` apart.
inline void add_three_to_four(const int8_t* values, const int8_t* weights, int32_t stride, FourOutputs& sums) {
  const int32_t first = weights[0], second = weights[1], third = weights[2];
  sums.a += first * values[0] + second * values[1] + third * values[2];
  values += stride;
  sums.b += first * values[0] + second * values[1] + third * values[2];
  values += stride;
  sums.c += first * values[0] + second * values[1] + third * values[2];
  values += stride;
  sums.d += first * values[0] + second * values[1] + third * values[2];
}

// Four neighbouring outputs of a line.
template <class Layer>
inline FourOutputs four_line_sums(const Layer& layer, const int8_t* values, const int8_t* weights, int32_t bias) {
  const LineAxis along = along_lines(layer);
  FourOutputs sums = {bias, bias, bias, bias};
  for (int32_t line = 0; line < across_lines(layer).kernel; ++line, values += along.places()) {
    for (int32_t part = 0; part < along.parts(); ++part, weights += 3) {
      add_three_to_four(values + 3 * part, weights, along.stride, sums);
    }
  }
  return sums;
}

template <class Layer>
inline int32_t line_sum(const Layer& layer, const int8_t* values, const int8_t* weights, int32_t bias) {
  const LineAxis along = along_lines(layer);
  int32_t sum = bias;
  for (int32_t line = 0; line < across_lines(layer).kernel; ++line, values += along.places()) {
    for (int32_t part = 0; part < along.parts(); ++part, weights += 3) {
      const int8_t* three = values + 3 * part;
      sum += weights[0] * three[0] + weights[1] * three[1] + weights[2] * three[2];
    }
  }
  return sum;
}

// One line of outputs of one channel.
template <class Layer>
inline void four_outputs_line(const Layer& layer, const int8_t* values, const int8_t* stream,
                              const ChannelFactor& factor, int8_t* output) {
  const LineAxis along = along_lines(layer);
  const int8_t* weights = stream + 8;
  const int32_t bias = load_int32(stream);
  int32_t rest = along.output;
  for (; rest >= 4; rest -= 4, values += 4 * along.stride, output += 4 * along.output_step) {
    const FourOutputs sums = four_line_sums(layer, values, weights, bias);
    output[0] = requantize(layer, sums.a, factor);
    output[along.output_step] = requantize(layer, sums.b, factor);
    output[2 * along.output_step] = requantize(layer, sums.c, factor);
    output[3 * along.output_step] = requantize(layer, sums.d, factor);
  }
  for (; rest > 0; --rest, values += along.stride, output += along.output_step) {
    *output = requantize(layer, line_sum(layer, values, weights, bias), factor);
  }
}

// scratch: the plane.
template <class Layer>
inline void depthwise_conv2d_int8_fours(const Layer& layer, const int8_t* input, int8_t* output, void* scratch) {
  const LineAxis along = along_lines(layer), across = across_lines(layer);
  const int32_t multiplier = layer.output_channels / layer.input_channels;
  int8_t* plane = static_cast<int8_t*>(scratch);
  for (int32_t i = 0; i < line_plane_bytes(layer); ++i) plane[i] = static_cast<int8_t>(layer.input_zero_point);
  for (int32_t batch = 0; batch < layer.batches; ++batch) {
    const int8_t* stream = layer.weights;
    for (int32_t c = 0; c < layer.output_channels; ++c, stream += line_stream_bytes(layer)) {
      if (c % multiplier == 0) gather_lines<0>(layer, input + c / multiplier, plane);
      const ChannelFactor factor =
          channel_factor(layer, load_int32(stream + 4), stream[8 + line_stream_weights(layer)]);
      for (int32_t line = 0; line < across.output; ++line) {
        four_outputs_line(layer, plane + line * across.stride * along.places(), stream, factor,
                          output + c + line * across.output_step);
      }
    }
    input += layer.input_height * layer.input_width * layer.input_channels;
    output += layer.output_height * layer.output_width * layer.output_channels;
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_DEPTHWISE_CONV2D_KERNEL_INT8_FOURS_H_
