// reshape, portable: a copy, where the plan did not make the output a view of the input.
#ifndef MOTE_OPS_RESHAPE_KERNEL_H_
#define MOTE_OPS_RESHAPE_KERNEL_H_

#include <stddef.h>
#include <stdint.h>
#include <string.h>

namespace mote {
namespace device {

struct ReshapeLayer {
  int32_t elements;
};

template <class Layer, class Element>
inline void reshape(const Layer& layer, const Element* input, Element* output) {
  if (input != output) memcpy(output, input, static_cast<size_t>(layer.elements) * sizeof(Element));
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_RESHAPE_KERNEL_H_
