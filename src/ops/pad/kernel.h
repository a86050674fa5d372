// pad, portable.
#ifndef MOTE_OPS_PAD_KERNEL_H_
#define MOTE_OPS_PAD_KERNEL_H_

#include <stdint.h>

namespace mote {
namespace device {

// Four dimensions, 0 the outermost; sizes are the input's. The value is that of an integer element.
struct PadLayer {
  int32_t size_0, size_1, size_2, size_3;
  int32_t before_0, before_1, before_2, before_3;
  int32_t after_0, after_1, after_2, after_3;
  int32_t value;
};

struct PadFloat32Layer {
  int32_t size_0, size_1, size_2, size_3;
  int32_t before_0, before_1, before_2, before_3;
  int32_t after_0, after_1, after_2, after_3;
  float value;
};

// Writes `count` times the value and returns what follows.
template <class Element>
inline Element* pad_fill(Element* output, int32_t count, Element value) {
  for (int32_t i = 0; i < count; ++i) output[i] = value;
  return output + count;
}

template <class Layer, class Element>
inline void pad(const Layer& layer, const Element* input, Element* output) {
  const Element value = static_cast<Element>(layer.value);
  const int32_t row = layer.before_3 + layer.size_3 + layer.after_3;
  const int32_t plane = row * (layer.before_2 + layer.size_2 + layer.after_2);
  const int32_t block = plane * (layer.before_1 + layer.size_1 + layer.after_1);
  output = pad_fill(output, layer.before_0 * block, value);
  for (int32_t i = 0; i < layer.size_0; ++i) {
    output = pad_fill(output, layer.before_1 * plane, value);
    for (int32_t j = 0; j < layer.size_1; ++j) {
      output = pad_fill(output, layer.before_2 * row, value);
      for (int32_t k = 0; k < layer.size_2; ++k) {
        output = pad_fill(output, layer.before_3, value);
        for (int32_t l = 0; l < layer.size_3; ++l) *output++ = *input++;
        output = pad_fill(output, layer.after_3, value);
      }
      output = pad_fill(output, layer.after_2 * row, value);
    }
    output = pad_fill(output, layer.after_1 * plane, value);
  }
  pad_fill(output, layer.after_0 * block, value);
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_PAD_KERNEL_H_
