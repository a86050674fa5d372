// The plane of depthwise kernels for 3x3 windows: one input channel with its padding, gathered in scratch, so that the
// window never meets an edge. Lines run along the axis that has the more convenient number of outputs.
#ifndef MOTE_OPS_DEPTHWISE_CONV2D_KERNEL_PLANE_H_
#define MOTE_OPS_DEPTHWISE_CONV2D_KERNEL_PLANE_H_

#include "base/device/fixed_point.h"
#include "ops/depthwise_conv2d/kernel_int8_layer.h"

namespace mote {
namespace device {

// One axis of the layer as the plane sees it; steps are distances in the tensors.
struct PlaneAxis {
  int32_t input, output, stride, pad, input_step, output_step;
};

// Whether lines run along the height: outputs are made in pairs, so an odd number wastes one.
template <class Layer>
constexpr bool plane_is_upright(const Layer& layer) {
  return layer.output_width % 2 != 0 && (layer.output_height % 2 == 0 || layer.output_height > layer.output_width);
}

template <class Layer>
inline PlaneAxis plane_axis(const Layer& layer, bool height) {
  if (height) {
    return {layer.input_height,
            layer.output_height,
            layer.stride_height,
            layer.pad_top,
            layer.input_width * layer.input_channels,
            layer.output_width * layer.output_channels};
  }
  return {layer.input_width, layer.output_width,   layer.stride_width,
          layer.pad_left,    layer.input_channels, layer.output_channels};
}

inline int32_t plane_lines(const PlaneAxis& across) { return (across.output - 1) * across.stride + 3; }

// Positions of one line, an even number: outputs are made in pairs, which read one position further.
inline int32_t plane_positions(const PlaneAxis& along) {
  return ((along.output + 1) / 2 * 2 - 1) * along.stride + 3 + (along.stride & 1 ? 0 : 1);
}

template <int32_t offset, class Value>
inline void plane_gather_four(const int8_t* from, int32_t step, Value* to) {
  to[0] = static_cast<Value>(from[0] + offset);
  to[1] = static_cast<Value>(from[step] + offset);
  to[2] = static_cast<Value>(from[2 * step] + offset);
  to[3] = static_cast<Value>(from[3 * step] + offset);
}

// The channel's values, plus `offset`, to where they belong; what surrounds them stays.
template <int32_t offset, class Value>
__attribute__((always_inline)) inline void plane_gather(const PlaneAxis& along, const PlaneAxis& across,
                                                        const int8_t* channel, Value* plane) {
  const int32_t positions = plane_positions(along);
  const int32_t lines = minimum(across.input, plane_lines(across) - across.pad);
  const int32_t count = minimum(along.input, positions - along.pad);
  for (int32_t line = 0; line < lines; ++line) {
    const int8_t* from = channel + line * across.input_step;
    Value* to = plane + (line + across.pad) * positions + along.pad;
    int32_t rest = count;
    for (; rest >= 8; rest -= 8, to += 8, from += 8 * along.input_step) {
      plane_gather_four<offset>(from, along.input_step, to);
      plane_gather_four<offset>(from + 4 * along.input_step, along.input_step, to + 4);
    }
    if (rest >= 4) {
      plane_gather_four<offset>(from, along.input_step, to);
      rest -= 4, to += 4, from += 4 * along.input_step;
    }
    for (; rest > 0; --rest, from += along.input_step) *to++ = static_cast<Value>(*from + offset);
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_DEPTHWISE_CONV2D_KERNEL_PLANE_H_
