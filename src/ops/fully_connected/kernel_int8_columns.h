// fully_connected on int8 for cores without vectors: each row is copied to a column of unsigned values, then four
// outputs at a time multiply it. base/device/column_product.h says how the weights stand.
#ifndef MOTE_OPS_FULLY_CONNECTED_KERNEL_INT8_COLUMNS_H_
#define MOTE_OPS_FULLY_CONNECTED_KERNEL_INT8_COLUMNS_H_

#include "base/device/column_product.h"
#include "ops/fully_connected/kernel_int8_layer.h"

namespace mote {
namespace device {

// scratch: the column.
template <class Layer>
inline void fully_connected_int8_columns(const Layer& layer, const int8_t* input, int8_t* output, void* scratch) {
  const int32_t values = (layer.inputs + 3) / 4 * 4;
  for (int32_t row = 0; row < layer.rows; ++row, input += layer.inputs, output += layer.outputs) {
    uint8_t* column = static_cast<uint8_t*>(scratch);
    int32_t column_sum = 0;
    column_append(input, layer.inputs, column, column_sum);
    column_fill(0, values - layer.inputs, column, column_sum);
    const uint8_t* stream = reinterpret_cast<const uint8_t*>(layer.weights);
    for (int32_t channel = 0; channel < layer.outputs; channel += 4) {
      FourSums sums = four_biases(stream, column_sum);
      multiply_column(stream + 16, static_cast<const uint8_t*>(scratch), values, sums);
      stream += 16 + 4 * values;
      store_four(layer, sums, stream, layer.outputs - channel, output + channel);
      stream += 20;
    }
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_FULLY_CONNECTED_KERNEL_INT8_COLUMNS_H_
