// fully_connected on int8 with Helium: eight outputs at a time. A row whose length is no multiple of 16 is copied
// first.
//
// base/device/helium_column.h says how the weights stand.
#ifndef MOTE_OPS_FULLY_CONNECTED_KERNEL_INT8_HELIUM_H_
#define MOTE_OPS_FULLY_CONNECTED_KERNEL_INT8_HELIUM_H_

#include "base/device/helium.h"
#include "base/device/helium_column.h"
#include "ops/fully_connected/kernel_int8_layer.h"

namespace mote {
namespace device {

template <class Layer>
constexpr int32_t fully_connected_helium_column(const Layer& layer) {
  return (layer.inputs + 15) / 16 * 16;
}

// input [rows, inputs] -> output [rows, outputs]. scratch: a column.
template <class Layer>
inline void fully_connected_int8_helium(const Layer& layer, const int8_t* input, int8_t* output, void* scratch) {
  const int32_t bytes = fully_connected_helium_column(layer);
  for (int32_t row = 0; row < layer.rows; ++row, input += layer.inputs, output += layer.outputs) {
    const int8_t* column = input;
    if (layer.inputs % 16 != 0) {
      int8_t* end = static_cast<int8_t*>(scratch);
      column = end;
      helium_copy_rows(input, 0, 1, layer.inputs, end);
    }
    helium_multiply_column(layer, column, bytes, output);
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_FULLY_CONNECTED_KERNEL_INT8_HELIUM_H_
