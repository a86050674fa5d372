// split, portable, into any number of outputs.
#ifndef MOTE_OPS_SPLIT_KERNEL_H_
#define MOTE_OPS_SPLIT_KERNEL_H_

#include <stdint.h>

namespace mote {
namespace device {

// The input is [outer, input_size], output i [outer, sizes[i]].
struct SplitLayer {
  int32_t outputs, outer, input_size;
  const int32_t* sizes;
};

template <class Layer, class Element>
inline void split_all(const Layer& layer, const Element* input, Element* const* outputs) {
  for (int32_t i = 0; i < layer.outputs; ++i) {
    Element* output = outputs[i];
    for (int32_t j = 0; j < layer.outer; ++j)
      for (int32_t k = 0; k < layer.sizes[i]; ++k) *output++ = input[j * layer.input_size + k];
    input += layer.sizes[i];
  }
}

template <class Layer, class Element, class... Outputs>
inline void split(const Layer& layer, const Element* input, Outputs... outputs) {
  Element* const all[] = {outputs...};
  split_all(layer, input, all);
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_SPLIT_KERNEL_H_
