// concatenate, portable, of any number of inputs.
#ifndef MOTE_OPS_CONCATENATE_KERNEL_H_
#define MOTE_OPS_CONCATENATE_KERNEL_H_

#include <stdint.h>

namespace mote {
namespace device {

// Input i is [outer, sizes[i]], the output [outer, output_size].
struct ConcatenateLayer {
  int32_t inputs, outer, output_size;
  const int32_t* sizes;
};

template <class Layer, class Element>
inline void concatenate_all(const Layer& layer, const Element* const* inputs, Element* output) {
  for (int32_t i = 0; i < layer.inputs; ++i) {
    const Element* input = inputs[i];
    for (int32_t j = 0; j < layer.outer; ++j)
      for (int32_t k = 0; k < layer.sizes[i]; ++k) output[j * layer.output_size + k] = *input++;
    output += layer.sizes[i];
  }
}

// The last pointer is the output's.
template <class Layer, class Element, class... Pointers>
inline void concatenate(const Layer& layer, const Element* first, Pointers... pointers) {
  const Element* const all[] = {first, pointers...};
  concatenate_all(layer, all, const_cast<Element*>(all[layer.inputs]));
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_CONCATENATE_KERNEL_H_
