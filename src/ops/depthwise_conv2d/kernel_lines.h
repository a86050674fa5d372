// The plane of depthwise kernels for windows without dilation: one input channel with its padding, gathered in scratch,
// so that the window never meets an edge; and the stream of weights that goes with it.
#ifndef MOTE_OPS_DEPTHWISE_CONV2D_KERNEL_LINES_H_
#define MOTE_OPS_DEPTHWISE_CONV2D_KERNEL_LINES_H_

#include "base/device/fixed_point.h"
#include "ops/depthwise_conv2d/kernel_int8_layer.h"

namespace mote {
namespace device {

// One axis of the layer as the plane sees it; steps are distances in the tensors.
struct LineAxis {
  int32_t input, output, kernel, stride, pad, input_step, output_step;

  // Places that windows cover.
  constexpr int32_t places() const { return (output - 1) * stride + kernel; }
  constexpr int32_t parts() const { return (kernel + 2) / 3; }
};

template <class Layer>
constexpr LineAxis line_axis(const Layer& layer, bool height) {
  return height ? LineAxis{layer.input_height,
                           layer.output_height,
                           layer.kernel_height,
                           layer.stride_height,
                           layer.pad_top,
                           layer.input_width * layer.input_channels,
                           layer.output_width * layer.output_channels}
                : LineAxis{layer.input_width, layer.output_width,   layer.kernel_width,   layer.stride_width,
                           layer.pad_left,    layer.input_channels, layer.output_channels};
}

// Whether lines run along the height: where that wastes fewer of the outputs that are made four at a time.
template <class Layer>
constexpr bool lines_are_upright(const Layer& layer) {
  return (layer.output_height + 3) / 4 * layer.output_width * ((layer.kernel_height + 2) / 3 * layer.kernel_width) <
         (layer.output_width + 3) / 4 * layer.output_height * ((layer.kernel_width + 2) / 3 * layer.kernel_height);
}

template <class Layer>
constexpr LineAxis along_lines(const Layer& layer) {
  return line_axis(layer, lines_are_upright(layer));
}
template <class Layer>
constexpr LineAxis across_lines(const Layer& layer) {
  return line_axis(layer, !lines_are_upright(layer));
}

// Bytes of the plane: the windows of up to three outputs more are read, and two values more.
template <class Layer>
constexpr int32_t line_plane_bytes(const Layer& layer) {
  return (across_lines(layer).places() * along_lines(layer).places() + 3 * along_lines(layer).stride + 2 + 3) / 4 * 4;
}

// Weights of a channel, filled up.
template <class Layer>
constexpr int32_t line_stream_weights(const Layer& layer) {
  return across_lines(layer).kernel * along_lines(layer).parts() * 3;
}

// A channel's bias, multiplier, weights line by line (those of the plane's lines, filled up to a multiple of three),
// shift to the right, and nothing up to a multiple of four bytes.
template <class Layer>
constexpr int32_t line_stream_bytes(const Layer& layer) {
  return (8 + line_stream_weights(layer) + 1 + 3) / 4 * 4;
}

// The channel's values, their sign bit turned where that is 0x80, to where they belong; what surrounds them stays.
template <int32_t sign_bit, class Layer, class Value>
inline void gather_lines(const Layer& layer, const int8_t* channel, Value* plane) {
  const LineAxis along = along_lines(layer), across = across_lines(layer);
  const int32_t lines = minimum(across.input, across.places() - across.pad);
  const int32_t count = minimum(along.input, along.places() - along.pad);
  for (int32_t line = 0; line < lines; ++line) {
    const int8_t* from = channel + line * across.input_step;
    Value* to = plane + (line + across.pad) * along.places() + along.pad;
    for (Value* end = to + maximum(count, 0); to != end; from += along.input_step) {
      *to++ = static_cast<Value>(*from ^ sign_bit);
    }
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_DEPTHWISE_CONV2D_KERNEL_LINES_H_
