// Any function of one int8 as a table of its 256 values.
#ifndef MOTE_BASE_DEVICE_LOOKUP_H_
#define MOTE_BASE_DEVICE_LOOKUP_H_

#include <stdint.h>

namespace mote {
namespace device {

struct LookupInt8Layer {
  int32_t elements;
  const int8_t* values;  // of 0 to 127, then of -128 to -1
};

template <class Layer>
inline void lookup_int8(const Layer& layer, const int8_t* input, int8_t* output) {
  for (int32_t i = 0; i < layer.elements; ++i) output[i] = layer.values[static_cast<uint8_t>(input[i])];
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_BASE_DEVICE_LOOKUP_H_
