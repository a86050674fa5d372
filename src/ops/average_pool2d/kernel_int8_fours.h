// average_pool2d on int8 for every core, four channels at a time: a word holds a pixel's values of four channels, which
// are summed as unsigned (plus 128) in the halves of two words. So the window has at most 256 taps, and the channels
// are a multiple of four.
#ifndef MOTE_OPS_AVERAGE_POOL2D_KERNEL_INT8_FOURS_H_
#define MOTE_OPS_AVERAGE_POOL2D_KERNEL_INT8_FOURS_H_

#include "base/device/memory.h"
#include "base/device/pooling.h"

namespace mote {
namespace device {

// Sums of channels 0 and 2, and of 1 and 3.
struct FourChannelSums {
  uint32_t even, odd;
};

inline void pool_add_four(const int8_t* values, FourChannelSums& sums) {
  const uint32_t word = load_aligned_word(values) ^ 0x80808080u;
  sums.even += word & 0x00FF00FFu;
  sums.odd += word >> 8 & 0x00FF00FFu;
}

// `count` pixels, one every `step` bytes.
inline void pool_add_pixels(const int8_t* values, int32_t count, int32_t step, FourChannelSums& sums) {
  for (; count >= 4; count -= 4, values += 4 * step) {
    pool_add_four(values, sums), pool_add_four(values + step, sums);
    pool_add_four(values + 2 * step, sums), pool_add_four(values + 3 * step, sums);
  }
  for (; count > 0; --count, values += step) pool_add_four(values, sums);
}

template <class Layer>
inline FourChannelSums pool_sums(const Layer& layer, const PoolWindow<int8_t>& window, int32_t channel) {
  FourChannelSums sums = {0, 0};
  const int8_t* values = window.input + channel;
  if (window.width == layer.input_width) {
    pool_add_pixels(values, window.height * window.width, layer.channels, sums);
    return sums;
  }
  for (int32_t y = 0; y < window.height; ++y, values += layer.input_width * layer.channels) {
    pool_add_pixels(values, window.width, layer.channels, sums);
  }
  return sums;
}

template <class Layer>
inline void average_pool2d_int8_fours(const Layer& layer, const int8_t* input, int8_t* output) {
  FourChannelSums sums = {0, 0};
  for_each_window(layer, input, output, [&layer, &sums](const PoolWindow<int8_t>& window, int32_t channel) {
    if (channel % 4 == 0) sums = pool_sums(layer, window, channel);
    const uint32_t pair = channel % 2 == 0 ? sums.even : sums.odd;
    const int32_t taps = window.height * window.width;
    const int32_t sum = static_cast<int32_t>(channel % 4 < 2 ? pair & 0xFFFF : pair >> 16) - 128 * taps;
    const int32_t mean = (sum > 0 ? sum + taps / 2 : sum - taps / 2) / taps;
    return static_cast<int8_t>(clamp(mean, layer.output_min, layer.output_max));
  });
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_AVERAGE_POOL2D_KERNEL_INT8_FOURS_H_
