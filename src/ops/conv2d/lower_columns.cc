// conv2d for cores without vectors: weights in the order of base/device/column_product.h.
#include "ops/conv2d/kernel_int8_columns.h"
#include "ops/conv2d/lower.h"
#include "ops/quantized.h"
#include "ops/weight_stream.h"

namespace mote::conv2d {
namespace {

using device::Conv2dInt8Layer;

Lowered lower(const Call& call, int32_t columns,
              void (*kernel)(const Conv2dInt8Layer&, const int8_t*, int8_t*, void*)) {
  Conv2dInt8Layer layer = int8_layer(call);
  layer.large_factors = has_large_factor(*stream_factors(call, layer.output_channels));
  std::vector<Table> tables = {Table::of<int8_t>(
      "weights", column_product_stream(call, layer.output_channels, *stream_factors(call, layer.output_channels)))};
  return lowered(
      "Conv2dInt8Layer", layer, [](auto& l, auto&& f) { visit_int8(l, f); }, std::move(tables), {0}, kernel,
      int64_t{columns} * device::conv2d_column_values(layer));
}

InstructionCost cost(const Call& call, int32_t columns) {
  const Conv2dInt8Layer layer = int8_layer(call);
  const double pixels = double(layer.batches) * layer.output_height * layer.output_width;
  const double values = pixels * device::conv2d_column_values(layer);
  const double macs = values * ((layer.output_channels + 3) / 4 * 4), outputs = pixels * layer.output_channels;
  return {macs * 1.25 + outputs * 20 + values * 3, macs + outputs * 2,
          macs * (1.0 / columns + 0.25) + outputs * 3 + values, outputs + values, macs / 16 + outputs + values};
}

}  // namespace

bool serves_int8_columns(const Call& call) {
  return serves_int8(call) && has_one_group(call) && device::conv2d_column_values(int8_layer(call)) <= longest_column &&
         stream_factors(call, call.output().shape[3]).has_value();
}

bool serves_int8_two_columns(const Call& call) {
  const Shape& out = call.output().shape;
  return serves_int8_columns(call) && int64_t{out[0]} * out[1] * out[2] >= 2;
}

Lowered lower_int8_columns(const Call& call) { return lower(call, 1, &device::conv2d_int8_columns<Conv2dInt8Layer>); }
Lowered lower_int8_two_columns(const Call& call) {
  return lower(call, 2, &device::conv2d_int8_two_columns<Conv2dInt8Layer>);
}

InstructionCost cost_int8_columns(const Call& call) { return cost(call, 1); }
InstructionCost cost_int8_two_columns(const Call& call) { return cost(call, 2); }

}  // namespace mote::conv2d
