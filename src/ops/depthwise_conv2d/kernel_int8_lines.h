// depthwise_conv2d on int8 for Armv6-M, windows without dilation: channel by channel from a plane of unsigned values
// (plus 128) with its padding, so that the window never meets an edge; line by line (base/device/line_product.h).
//
// The weights are a stream of what kernel_lines.h says of each output channel, with biases for unsigned values. No
// large factors.
#ifndef MOTE_OPS_DEPTHWISE_CONV2D_KERNEL_INT8_LINES_H_
#define MOTE_OPS_DEPTHWISE_CONV2D_KERNEL_INT8_LINES_H_

#include "base/device/line_product.h"
#include "base/device/memory.h"
#include "ops/depthwise_conv2d/kernel_lines.h"

namespace mote {
namespace device {

// Words of a channel's weights, as base/device/line_product.h takes them.
template <class Layer>
constexpr int32_t line_weights(const Layer& layer) {
  return across_lines(layer).kernel * along_lines(layer).parts() * 4;
}

// Weights as words, each three followed by the way to the next.
template <class Layer>
inline void spread_weights(const Layer& layer, const int8_t* from, int32_t* to) {
  const LineAxis along = along_lines(layer), across = across_lines(layer);
  for (int32_t line = 0; line < across.kernel; ++line) {
    for (int32_t part = 0; part < along.parts(); ++part, from += 3, to += 4) {
      to[0] = from[0], to[1] = from[1], to[2] = from[2], to[3] = 3;
    }
    to[-1] = along.places() - 3 * (along.parts() - 1);
  }
}

// One output channel, all lines.
template <class Layer>
inline void line_outputs(const Layer& layer, const int8_t* stream, const uint8_t* plane, int32_t* weights,
                         int8_t* output) {
  const LineAxis along = along_lines(layer), across = across_lines(layer);
  const ProductJob limits = product_job(layer, nullptr, nullptr);
  LineJob job = {plane,
                 weights,
                 weights + line_weights(layer),
                 load_int32(stream),
                 output,
                 output,
                 along.output_step,
                 limits.threshold,
                 limits.output_min,
                 limits.output_max,
                 {}};
  job.factor = channel_factor(layer, load_int32(stream + 4), stream[8 + line_stream_weights(layer)]);
  spread_weights(layer, stream + 8, weights);
  for (int32_t line = 0; line < across.output; ++line, output += across.output_step) {
    job.output = output, job.output_end = output + along.output * along.output_step;
    if (along.stride == 1) {
      multiply_line(&job);
    } else {
      multiply_line_by_two(&job);
    }
    job.values += across.stride * along.places();
  }
}

// scratch: a channel's weights, then the plane.
template <class Layer>
inline void depthwise_conv2d_int8_lines(const Layer& layer, const int8_t* input, int8_t* output, void* scratch) {
  const int32_t multiplier = layer.output_channels / layer.input_channels;
  int32_t* weights = static_cast<int32_t*>(scratch);
  uint8_t* plane = reinterpret_cast<uint8_t*>(weights + line_weights(layer));
  for (int32_t i = 0; i < line_plane_bytes(layer); ++i) plane[i] = static_cast<uint8_t>(layer.input_zero_point + 128);
  for (int32_t batch = 0; batch < layer.batches; ++batch) {
    const int8_t* stream = layer.weights;
    for (int32_t c = 0; c < layer.output_channels; ++c, stream += line_stream_bytes(layer)) {
      if (c % multiplier == 0) gather_lines<0x80>(layer, input + c / multiplier, plane);
      line_outputs(layer, stream, plane, weights, output + c);
    }
    input += layer.input_height * layer.input_width * layer.input_channels;
    output += layer.output_height * layer.output_width * layer.output_channels;
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_DEPTHWISE_CONV2D_KERNEL_INT8_LINES_H_
