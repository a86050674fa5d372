// conv2d for cores with many registers: weights in the order of base/device/block_product.h.
#include "ops/conv2d/kernel_int8_blocks.h"
#include "ops/conv2d/lower.h"
#include "ops/product_streams.h"

namespace mote::conv2d {

using device::Conv2dInt8Layer;

bool serves_int8_blocks(const Call& call) {
  const Shape& out = call.output().shape;
  if (!serves_int8(call) || !has_one_group(call) || int64_t{out[0]} * out[1] * out[2] < 4) return false;
  const auto factors = stream_factors(call, out[3]);
  return factors.has_value() && !has_large_factor(*factors);
}

Lowered lower_int8_blocks(const Call& call) {
  const Conv2dInt8Layer layer = int8_layer(call);
  const int32_t channels = layer.output_channels;
  std::vector<Table> tables = {
      Table::of<int8_t>("weights", block_stream({call.input(1).values<int8_t>(), folded_bias(call, channels),
                                                 *stream_factors(call, channels), layer.output_zero_point}))};
  const int64_t row_bytes = device::windows_are_inside(layer) ? 0 : int64_t{layer.kernel_width} * layer.input_channels;
  return lowered(
      "Conv2dInt8Layer", layer, [](auto& l, auto&& f) { visit_int8(l, f); }, std::move(tables), {0},
      &device::conv2d_int8_blocks<Conv2dInt8Layer>, 4 * (device::conv2d_blocks_values(layer) + row_bytes));
}

InstructionCost cost_int8_blocks(const Call& call) {
  const Conv2dInt8Layer layer = int8_layer(call);
  const double blocks = (double(layer.batches) * layer.output_height * layer.output_width + 3) / 4;
  const double values = device::conv2d_blocks_values(layer), groups = (layer.output_channels + 3) / 4;
  const double steps = blocks * groups * values, outputs = blocks * groups * 16, gathered = blocks * values;
  return {steps * 17 + outputs * 12 + gathered * 4 + blocks * 130, steps * 16, steps * 8 + outputs + gathered * 4,
          outputs + gathered * 4, steps * 0.25 + outputs * 3 + gathered};
}

}  // namespace mote::conv2d
