// gather, portable.
#ifndef MOTE_OPS_GATHER_KERNEL_H_
#define MOTE_OPS_GATHER_KERNEL_H_

#include <stdint.h>

namespace mote {
namespace device {

// The input is [outer, size, inner], the output [outer, picked, inner].
struct GatherLayer {
  int32_t outer, size, inner, picked;
  const int32_t* indices;  // [picked], each 0 to size - 1
};

template <class Layer, class Element>
inline void gather(const Layer& layer, const Element* input, Element* output) {
  for (int32_t i = 0; i < layer.outer; ++i) {
    for (int32_t j = 0; j < layer.picked; ++j) {
      const Element* slice = input + (i * layer.size + layer.indices[j]) * layer.inner;
      for (int32_t k = 0; k < layer.inner; ++k) *output++ = slice[k];
    }
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_GATHER_KERNEL_H_
