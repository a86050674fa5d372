// Loops of operators that work element by element on two inputs, either of which may be constant or repeated.
#ifndef MOTE_BASE_DEVICE_ELEMENTWISE_H_
#define MOTE_BASE_DEVICE_ELEMENTWISE_H_

#include <stdint.h>

namespace mote {
namespace device {

struct ElementwiseFloat32Layer {
  int32_t elements;
  float output_min, output_max;
};

struct ElementwiseFloat32RepeatedLayer {
  int32_t size_0, size_1, size_2, size_3;
  int32_t first_stride_0, first_stride_1, first_stride_2, first_stride_3;
  int32_t second_stride_0, second_stride_1, second_stride_2, second_stride_3;
  float output_min, output_max;
  bool constant_is_first;
  const float* constant;  // the input that is constant, if one is
};

// output[i] = operation(first[i], second[i]) for inputs of one shape.
template <class Layer, class Element, class Operation>
inline void for_each_pair(const Layer& layer, const Element* first, const Element* second, Element* output,
                          Operation operation) {
  for (int32_t i = 0; i < layer.elements; ++i) output[i] = operation(first[i], second[i]);
}

// The same over four dimensions (size_0 is the outermost); a dimension along which an input is repeated has stride 0.
template <class Layer, class Element, class Operation>
inline void for_each_repeated_pair(const Layer& layer, const Element* first, const Element* second, Element* output,
                                   Operation operation) {
  for (int32_t i = 0; i < layer.size_0; ++i) {
    for (int32_t j = 0; j < layer.size_1; ++j) {
      for (int32_t k = 0; k < layer.size_2; ++k) {
        const Element* a = first + i * layer.first_stride_0 + j * layer.first_stride_1 + k * layer.first_stride_2;
        const Element* b = second + i * layer.second_stride_0 + j * layer.second_stride_1 + k * layer.second_stride_2;
        for (int32_t l = 0; l < layer.size_3; ++l) {
          *output++ = operation(*a, *b);
          a += layer.first_stride_3;
          b += layer.second_stride_3;
        }
      }
    }
  }
}

// The same where one of the inputs is a table of the layer.
template <class Layer, class Element, class Operation>
inline void for_each_pair_with_constant(const Layer& layer, const Element* input, Element* output,
                                        Operation operation) {
  if (layer.constant_is_first) {
    for_each_repeated_pair(layer, layer.constant, input, output, operation);
  } else {
    for_each_repeated_pair(layer, input, layer.constant, output, operation);
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_BASE_DEVICE_ELEMENTWISE_H_
