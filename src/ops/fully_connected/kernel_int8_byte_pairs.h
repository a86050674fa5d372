// fully_connected on int8 for cores that add products to 64 bits in one instruction: each row is copied to a column of
// unsigned values, then eight outputs at a time multiply it, two with each multiplication.
// base/device/byte_pair_product.h says how the weights stand. No large factors.
#ifndef MOTE_OPS_FULLY_CONNECTED_KERNEL_INT8_BYTE_PAIRS_H_
#define MOTE_OPS_FULLY_CONNECTED_KERNEL_INT8_BYTE_PAIRS_H_

#include "base/device/byte_pair_product.h"
#include "base/device/unsigned_column.h"
#include "ops/fully_connected/kernel_int8_layer.h"

namespace mote {
namespace device {

// scratch: the column.
template <class Layer>
inline void fully_connected_int8_byte_pairs(const Layer& layer, const int8_t* input, int8_t* output, void* scratch) {
  const int32_t values = (layer.inputs + 7) / 8 * 8;
  uint8_t* column = static_cast<uint8_t*>(scratch);
  for (int32_t i = values - 8; i < values; ++i) column[i] = 0;
  for (int32_t row = 0; row < layer.rows; ++row, input += layer.inputs, output += layer.outputs) {
    uint8_t* to = column;
    const int32_t sum = append_values(input, layer.inputs, to);
    multiply_column_by_byte_pairs(layer, column, values, sum, layer.outputs, output);
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_FULLY_CONNECTED_KERNEL_INT8_BYTE_PAIRS_H_
