// depthwise_conv2d on int8 with Helium: tiles of 16 (or 8) channels are interleaved in scratch, so that one register
// takes in a patch of a channel, and its products with the channel's weights are one instruction. A patch is
// - 4 x 4 places of which four outputs of a plane are made (windows up to 3 x 3, strides of 1), or one (up to 4 x 4);
// - 16 places of which four outputs of a line are made, or the only one.
//
// base/device/helium_patch.h says how weights (as strings) and factors (as `bias`) stand.
#ifndef MOTE_OPS_DEPTHWISE_CONV2D_KERNEL_INT8_HELIUM_H_
#define MOTE_OPS_DEPTHWISE_CONV2D_KERNEL_INT8_HELIUM_H_

#include "base/device/helium.h"
#include "base/device/helium_patch.h"
#include "ops/depthwise_conv2d/kernel_int8_layer.h"

namespace mote {
namespace device {

// What a layer means for the kernel: outputs in strips along a line of the input. Functions rather than members, so
// that compilers fold them.
template <class Layer>
struct DepthwiseHelium {
  const Layer& layer;

  constexpr bool along_height() const {
    return layer.input_width == 1 && layer.kernel_width == 1 && layer.output_width == 1 && layer.pad_left == 0;
  }
  constexpr bool along_width() const {
    return layer.input_height == 1 && layer.kernel_height == 1 && layer.output_height == 1 && layer.pad_top == 0;
  }
  constexpr bool line() const { return along_height() || along_width(); }
  constexpr int32_t line_stride() const { return along_height() ? layer.stride_height : layer.stride_width; }
  // Whether four outputs share a patch.
  constexpr bool shared() const {
    return line() ? strip_outputs() > 1
                  : layer.stride_height == 1 && layer.stride_width == 1 && layer.kernel_height <= 3 &&
                        layer.kernel_width <= 3 && layer.output_height > 1;
  }
  constexpr int32_t tile() const { return layer.output_channels <= 8 ? 8 : 16; }
  // From one patch to the next.
  constexpr int32_t words_a_step() const {
    return line() ? (shared() ? line_stride() : 1) : shared() ? 2 : layer.stride_width;
  }
  constexpr int32_t strip_rows() const { return !line() && shared() ? 2 : 1; }
  constexpr int32_t strips() const { return line() ? 1 : (layer.output_height + strip_rows() - 1) / strip_rows(); }
  constexpr int32_t strip_outputs() const {
    return line() ? layer.output_height * layer.output_width : layer.output_width;
  }
  // Along the strip.
  constexpr int32_t patch_outputs() const { return !shared() ? 1 : line() ? 4 : 2; }
  constexpr int32_t round_outputs() const { return patch_outputs() * (shared() ? 2 : 4); }
  constexpr int32_t rounds() const { return strip_outputs() / round_outputs(); }
  constexpr int32_t left() const { return strip_outputs() % round_outputs(); }
  // Patches after the rounds, or whether there is a round for the outputs that are left.
  constexpr int32_t rest() const {
    return shared() ? (left() + patch_outputs() - 1) / patch_outputs() : left() > 0 ? 1 : 0;
  }
  constexpr int32_t patches() const { return shared() ? rounds() * 2 + rest() : (rounds() + rest()) * 4; }
  constexpr int32_t words() const { return words_a_step() * (patches() - 1) + 4; }
  // Of the outputs that are left: lanes of 16 bits hold those of two patches in turn, lanes of 32 bits those of four.
  constexpr int32_t mask() const {
    return !shared() ? (1 << 4 * left()) - 1
           : line()  ? (0x3333 & ((1 << 4 * (left() < 4 ? left() : 4)) - 1)) |
                          (0xCCCC & ((1 << 4 * (left() > 4 ? left() - 4 : 0)) - 1))
           : left() == 0 ? 0
           : left() == 1 ? 0x0303
           : left() == 2 ? 0x3333
                         : 0x3F3F;
  }
  // Where in a string a channel's first weight stands; each column of a plane is a word.
  constexpr int32_t string_start() const { return !shared() ? 0 : line() ? 3 * line_stride() : 5; }
};

template <class Layer>
constexpr DepthwiseHelium<Layer> depthwise_helium(const Layer& layer) {
  return {layer};
}

// A row of zero points stands for what lies outside of the input.
struct DepthwiseHeliumScratch {
  int8_t *outside, *words;
};

template <class Layer>
inline void depthwise_helium_interleave(const Layer& layer, const HeliumLines& lines, int32_t count, int8_t* words) {
  constexpr int32_t vector = 16;
  const int32_t pitch = 4 * depthwise_helium(layer).tile();
  if (count <= 0) return;
  if (layer.output_channels == 8 && count % 2 == 0 && !depthwise_helium(layer).line()) {
    const HeliumLines pairs = {lines.a,          lines.b,          lines.c,          lines.d,
                               2 * lines.step_a, 2 * lines.step_b, 2 * lines.step_c, 2 * lines.step_d};
    helium_interleave<false>(pairs, count / 2, vector, 2 * pitch, words);
  } else if (layer.output_channels < vector) {
    helium_interleave<true>(lines, count, layer.output_channels, pitch, words);
  } else {
    helium_interleave<false>(lines, count, vector, pitch, words);
  }
}

// A plane: four rows from `top` on, from their first column on.
template <class Layer>
inline void depthwise_helium_rows(const Layer& layer, const int8_t* tile, int32_t top,
                                  const DepthwiseHeliumScratch& scratch) {
  constexpr int32_t rows = 4;
  const auto h = depthwise_helium(layer);
  const int8_t* from[rows];
  int32_t steps[rows];
  for (int32_t i = 0; i < rows; ++i) {
    const bool inside = top + i >= 0 && top + i < layer.input_height;
    from[i] = inside ? tile + (top + i) * layer.input_width * layer.input_channels : scratch.outside;
    steps[i] = inside ? layer.input_channels : 0;
  }
  const int32_t pitch = 4 * h.tile(), count = minimum(layer.input_width, h.words() - layer.pad_left);
  int8_t* to = scratch.words;
  if (layer.pad_left > 0) helium_fill(layer.input_zero_point, minimum(layer.pad_left, h.words()) * pitch, to);
  depthwise_helium_interleave(layer, {from[0], from[1], from[2], from[3], steps[0], steps[1], steps[2], steps[3]},
                              count, to);
  to += maximum(count, 0) * pitch;
  const int32_t end = layer.pad_left + count;
  if (h.words() > end) helium_fill(layer.input_zero_point, (h.words() - end) * pitch, to);
}

// A line: words of four places each.
template <class Layer>
inline void depthwise_helium_line(const Layer& layer, const int8_t* tile, const DepthwiseHeliumScratch& scratch) {
  const auto h = depthwise_helium(layer);
  const int32_t length = layer.input_height * layer.input_width, pad = layer.pad_top + layer.pad_left;
  const int32_t channels = layer.input_channels, pitch = 4 * h.tile();
  const auto place = [&](int32_t x) { return x >= 0 && x < length ? tile + x * channels : scratch.outside; };
  const auto one_word = [&](int32_t word) {
    const int32_t x = 4 * word - pad;
    depthwise_helium_interleave(layer, {place(x), place(x + 1), place(x + 2), place(x + 3), 0, 0, 0, 0}, 1,
                                scratch.words + word * pitch);
  };
  const int32_t first = minimum((pad + 3) / 4, h.words()), end = maximum(minimum((length + pad) / 4, h.words()), first);
  for (int32_t word = 0; word < first; ++word) one_word(word);
  const int8_t* start = tile + (4 * first - pad) * channels;
  const int32_t step = 4 * channels;
  depthwise_helium_interleave(
      layer, {start, start + channels, start + 2 * channels, start + 3 * channels, step, step, step, step}, end - first,
      scratch.words + first * pitch);
  for (int32_t word = end; word < h.words(); ++word) one_word(word);
}

template <class Layer>
inline HeliumPatches depthwise_helium_patches(const Layer& layer, const DepthwiseHeliumScratch& scratch) {
  const auto h = depthwise_helium(layer);
  const int32_t pixel = layer.output_channels, row = layer.output_width * pixel;
  HeliumPatches p{};
  p.address_rewind = 4 - h.patches() * h.words_a_step() * 4 * h.tile();
  p.output_step = h.round_outputs() * pixel;
  p.output_rewind = 1 - h.rounds() * p.output_step;
  p.rounds = h.rounds(), p.mask = h.mask();
  p.zero_point = layer.output_zero_point;
  p.words = scratch.words;
  for (int32_t i = 0; i < 4; ++i) {
    const int32_t place = h.shared() && !h.line() ? i % 2 * pixel + i / 2 * row : i * pixel;
    p.places[2 * i] = static_cast<uint16_t>(place);
    p.places[2 * i + 1] = static_cast<uint16_t>(h.shared() ? place + h.round_outputs() / 2 * pixel : 0);
  }
  for (int32_t i = 0; i < 8; ++i) {
    p.low[i] = static_cast<int16_t>(layer.output_min), p.high[i] = static_cast<int16_t>(layer.output_max);
  }
  return p;
}

template <int32_t tile, int32_t words, bool shared, int32_t rest, int32_t second, int32_t third, class Layer>
inline void depthwise_helium_multiply(const Layer& layer, const HeliumPatches& patches) {
  const bool clamps = layer.output_min > -128 || layer.output_max < 127;
  if (helium_rounding(layer) == helium_rounds_up) {
    if (clamps) return helium_patches<HeliumPatchCase<tile, words, shared, rest, second, third, 0, true>>(patches);
    return helium_patches<HeliumPatchCase<tile, words, shared, rest, second, third, 0, false>>(patches);
  }
  if (clamps) return helium_patches<HeliumPatchCase<tile, words, shared, rest, second, third, 1, true>>(patches);
  helium_patches<HeliumPatchCase<tile, words, shared, rest, second, third, 1, false>>(patches);
}

template <int32_t tile, int32_t rest, class Layer>
inline void depthwise_helium_multiply(const Layer& layer, const HeliumPatches& patches) {
  const auto h = depthwise_helium(layer);
  if (h.shared() && !h.line()) return depthwise_helium_multiply<tile, 2, true, rest, 1, 4>(layer, patches);
  if (h.shared() && h.words_a_step() == 1) return depthwise_helium_multiply<tile, 1, true, rest, 2, 1>(layer, patches);
  if (h.shared()) return depthwise_helium_multiply<tile, 2, true, rest, 4, 2>(layer, patches);
  constexpr int32_t any = rest > 0 ? 1 : 0;
  if (h.words_a_step() == 1) return depthwise_helium_multiply<tile, 1, false, any, 0, 0>(layer, patches);
  depthwise_helium_multiply<tile, 2, false, any, 0, 0>(layer, patches);
}

template <int32_t tile, class Layer>
inline void depthwise_helium_multiply(const Layer& layer, const HeliumPatches& patches) {
  const int32_t rest = depthwise_helium(layer).rest();
  if (rest == 0) return depthwise_helium_multiply<tile, 0>(layer, patches);
  if (rest == 1) return depthwise_helium_multiply<tile, 1>(layer, patches);
  depthwise_helium_multiply<tile, 2>(layer, patches);
}

// One image. The last tile and the last strip may overlap those before.
template <class Layer>
inline void depthwise_helium_image(const Layer& layer, const int8_t* input, int8_t* output,
                                   const DepthwiseHeliumScratch& scratch, HeliumPatches& patches) {
  const auto h = depthwise_helium(layer);
  const int32_t channels = layer.output_channels;
  for (int32_t tile = 0; tile < channels; tile += h.tile()) {
    const int32_t first = maximum(minimum(tile, channels - h.tile()), 0);
    patches.weights = layer.weights + 16 * first;
    patches.factors = layer.bias + 3 * first;
    patches.factors_end = patches.factors + 3 * minimum(channels, h.tile());
    for (int32_t strip = 0; strip < h.strips(); ++strip) {
      const int32_t y = minimum(strip * h.strip_rows(), layer.output_height - h.strip_rows());
      if (h.line()) {
        depthwise_helium_line(layer, input + first, scratch);
      } else {
        depthwise_helium_rows(layer, input + first, y * layer.stride_height - layer.pad_top, scratch);
      }
      patches.output = output + (h.line() ? 0 : y * layer.output_width * channels) + first;
      if (h.tile() == 8) {
        depthwise_helium_multiply<8>(layer, patches);
      } else {
        depthwise_helium_multiply<16>(layer, patches);
      }
    }
  }
}

// scratch: 16 zero points, the words, and 64 bytes that may be written beyond them.
template <class Layer>
inline void depthwise_conv2d_int8_helium(const Layer& layer, const int8_t* input, int8_t* output, void* scratch) {
  int8_t* outside = static_cast<int8_t*>(scratch);
  DepthwiseHeliumScratch places = {outside, outside};
  helium_fill(layer.input_zero_point, 16, places.words);
  HeliumPatches patches = depthwise_helium_patches(layer, places);
  for (int32_t batch = 0; batch < layer.batches; ++batch) {
    depthwise_helium_image(layer, input, output, places, patches);
    input += layer.input_height * layer.input_width * layer.input_channels;
    output += layer.output_height * layer.output_width * layer.output_channels;
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_DEPTHWISE_CONV2D_KERNEL_INT8_HELIUM_H_
