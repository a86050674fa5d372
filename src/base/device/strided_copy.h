// A copy whose input is walked with any steps while the output is written in order: transpose, strided_slice.
#ifndef MOTE_BASE_DEVICE_STRIDED_COPY_H_
#define MOTE_BASE_DEVICE_STRIDED_COPY_H_

#include <stdint.h>

namespace mote {
namespace device {

// Sizes of the output, 0 the outermost, and the input's steps along them, in elements.
struct StridedCopyLayer {
  int32_t start;  // the first element read
  int32_t size_0, size_1, size_2, size_3, size_4;
  int32_t step_0, step_1, step_2, step_3, step_4;
};

template <class Layer, class Element>
inline void strided_copy(const Layer& layer, const Element* input, Element* output) {
  for (int32_t i = 0; i < layer.size_0; ++i) {
    for (int32_t j = 0; j < layer.size_1; ++j) {
      for (int32_t k = 0; k < layer.size_2; ++k) {
        const int32_t plane = layer.start + i * layer.step_0 + j * layer.step_1 + k * layer.step_2;
        for (int32_t l = 0; l < layer.size_3; ++l) {
          int32_t at = plane + l * layer.step_3;
          for (int32_t m = 0; m < layer.size_4; ++m) {
            *output++ = input[at];
            at += layer.step_4;
          }
        }
      }
    }
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_BASE_DEVICE_STRIDED_COPY_H_
