// conv2d for cores without vectors: weights in the order of base/device/column_product.h.
#include "ops/conv2d/kernel_int8_columns.h"
#include "ops/conv2d/lower.h"
#include "ops/quantized.h"
#include "ops/weight_stream.h"

namespace mote::conv2d {

using device::Conv2dInt8Layer;

bool serves_int8_columns(const Call& call) {
  return serves_int8(call) && has_one_group(call) && device::conv2d_column_values(int8_layer(call)) <= longest_column &&
         stream_factors(call, call.output().shape[3]).has_value();
}

Lowered lower_int8_columns(const Call& call) {
  Conv2dInt8Layer layer = int8_layer(call);
  layer.large_factors = has_large_factor(*stream_factors(call, layer.output_channels));
  std::vector<Table> tables = {Table::of<int8_t>(
      "weights", column_product_stream(call, layer.output_channels, *stream_factors(call, layer.output_channels)))};
  return lowered(
      "Conv2dInt8Layer", layer, [](auto& l, auto&& f) { visit_int8(l, f); }, std::move(tables), {0},
      &device::conv2d_int8_columns<Conv2dInt8Layer>, device::conv2d_column_values(layer));
}

InstructionCost cost_int8_columns(const Call& call) {
  const Conv2dInt8Layer layer = int8_layer(call);
  const double pixels = double(layer.batches) * layer.output_height * layer.output_width;
  const double values = pixels * device::conv2d_column_values(layer);
  const double macs = values * ((layer.output_channels + 3) / 4 * 4), outputs = pixels * layer.output_channels;
  return {macs * 2 + outputs * 30 + values * 3, macs + outputs * 2, macs * 2 + outputs * 6 + values,
          outputs + values, macs / 16 + outputs + values};
}

}  // namespace mote::conv2d
