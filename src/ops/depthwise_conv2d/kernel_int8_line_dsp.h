// depthwise_conv2d on int8 with the DSP extension along one dimension (the other has size 1): channel by channel from a
// line of int16, whose pairs SMLAD multiplies, two outputs at a time.
//
// The weights are a stream. It holds for each output channel: bias; doubled multiplier; the shift; three bytes of
// nothing; then for each pair i of values the bytes w[2 i], w[2 i - 1], w[2 i + 1], w[2 i], whose pairs (0, 2) belong
// to the first output and (1, 3) to the one after (0 where there is no weight).
#ifndef MOTE_OPS_DEPTHWISE_CONV2D_KERNEL_INT8_LINE_DSP_H_
#define MOTE_OPS_DEPTHWISE_CONV2D_KERNEL_INT8_LINE_DSP_H_

#include "base/device/requantize_dsp.h"
#include "ops/depthwise_conv2d/kernel_plane.h"

namespace mote {
namespace device {

// Whether the line runs along the height.
template <class Layer>
constexpr bool line_is_upright(const Layer& layer) {
  return layer.input_width == 1;
}

template <class Layer>
constexpr int32_t line_kernel(const Layer& layer) {
  return line_is_upright(layer) ? layer.kernel_height : layer.kernel_width;
}

// Pairs of values that two neighbouring outputs read.
template <class Layer>
constexpr int32_t line_pairs(const Layer& layer) {
  return line_kernel(layer) / 2 + 1;
}

// Values of the line with its padding, as far as it is read.
template <class Layer>
inline int32_t line_values(const Layer& layer) {
  return (plane_axis(layer, line_is_upright(layer)).output - 1) * plane_axis(layer, line_is_upright(layer)).stride +
         2 * line_pairs(layer);
}

struct LineDspSums {
  int32_t first, second;
};

inline void line_dsp_add(const int16_t* values, const int8_t* weights, LineDspSums& sums) {
  const uint32_t pair = load_word(values), word = load_aligned_word(weights);
  sums.first = smlad(pair, sxtb16(word), sums.first);
  sums.second = smlad(pair, sxtb16_high(word), sums.second);
}

// The sums of the output at `values` and the next.
template <class Layer>
inline LineDspSums line_dsp_sums(const Layer& layer, int32_t bias, const int16_t* values, const int8_t* weights) {
  LineDspSums sums = {bias, bias};
  int32_t rest = line_pairs(layer);
  for (; rest >= 4; rest -= 4, values += 8, weights += 16) {
    line_dsp_add(values, weights, sums), line_dsp_add(values + 2, weights + 4, sums);
    line_dsp_add(values + 4, weights + 8, sums), line_dsp_add(values + 6, weights + 12, sums);
  }
  if (rest & 2) {
    line_dsp_add(values, weights, sums), line_dsp_add(values + 2, weights + 4, sums);
    values += 4, weights += 8;
  }
  if (rest & 1) line_dsp_add(values, weights, sums);
  return sums;
}

// All outputs of a channel.
template <class Layer>
inline void line_dsp_outputs(const Layer& layer, const PlaneAxis& along, const int16_t* values, const int8_t* stream,
                             int8_t* output) {
  const int32_t bias = load_int32(stream);
  const DspFactor factor = dsp_factor(layer, load_int32(stream + 4), stream[8]);
  int32_t rest = along.output;
  if (along.stride == 1) {
    for (; rest > 1; rest -= 2, values += 2, output += 2 * along.output_step) {
      const LineDspSums sums = line_dsp_sums(layer, bias, values, stream + 12);
      output[0] = requantize_dsp(layer, sums.first, factor);
      output[along.output_step] = requantize_dsp(layer, sums.second, factor);
    }
  }
  for (; rest > 0; --rest, values += along.stride, output += along.output_step) {
    *output = requantize_dsp(layer, line_dsp_sums(layer, bias, values, stream + 12).first, factor);
  }
}

// The channel's values to their place in the line.
inline void line_gather(const PlaneAxis& along, const int8_t* channel, int32_t count, int16_t* line) {
  for (; count >= 4; count -= 4, channel += 4 * along.input_step, line += 4) {
    plane_gather_four<0>(channel, along.input_step, line);
  }
  for (; count > 0; --count, channel += along.input_step) *line++ = *channel;
}

// scratch: the line.
template <class Layer>
__attribute__((noinline)) void depthwise_conv2d_int8_line_dsp(const Layer& layer, const int8_t* input, int8_t* output,
                                                              void* scratch) {
  const PlaneAxis along = plane_axis(layer, line_is_upright(layer));
  const int32_t values = line_values(layer), multiplier = layer.output_channels / layer.input_channels;
  int16_t* line = static_cast<int16_t*>(scratch);
  for (int32_t i = 0; i < values; ++i) line[i] = static_cast<int16_t>(layer.input_zero_point);
  for (int32_t batch = 0; batch < layer.batches; ++batch) {
    const int8_t* stream = layer.weights;
    for (int32_t c = 0; c < layer.output_channels; ++c, stream += 12 + 4 * line_pairs(layer)) {
      if (c % multiplier == 0) {
        line_gather(along, input + c / multiplier, minimum(along.input, values - along.pad), line + along.pad);
      }
      line_dsp_outputs(layer, along, line, stream, output + c);
    }
    input += along.input * layer.input_channels;
    output += along.output * layer.output_channels;
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_DEPTHWISE_CONV2D_KERNEL_INT8_LINE_DSP_H_
