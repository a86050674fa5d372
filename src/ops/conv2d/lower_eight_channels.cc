// conv2d for Armv6-M: weights in the order of base/device/eight_channel_product.h.
#include "ops/conv2d/kernel_int8_eight_channels.h"
#include "ops/conv2d/lower.h"
#include "ops/product_streams.h"

namespace mote::conv2d {

using device::Conv2dInt8Layer;

bool serves_int8_eight_channels(const Call& call) {
  if (!serves_int8_columns(call)) return false;
  return !has_large_factor(*stream_factors(call, call.output().shape[3]));
}

Lowered lower_int8_eight_channels(const Call& call) {
  const Conv2dInt8Layer layer = int8_layer(call);
  const int32_t channels = layer.output_channels;
  std::vector<Table> tables = {
      Table::of<int8_t>("weights", eight_channel_stream({call.input(1).values<int8_t>(), folded_bias(call, channels),
                                                         *stream_factors(call, channels), layer.output_zero_point}))};
  const int64_t row_bytes = device::windows_are_inside(layer) ? 0 : int64_t{layer.kernel_width} * layer.input_channels;
  return lowered(
      "Conv2dInt8Layer", layer, [](auto& l, auto&& f) { visit_int8(l, f); }, std::move(tables), {0},
      &device::conv2d_int8_eight_channels<Conv2dInt8Layer>, device::conv2d_eight_channels_values(layer) + row_bytes);
}

InstructionCost cost_int8_eight_channels(const Call& call) {
  const Conv2dInt8Layer layer = int8_layer(call);
  const double pixels = double(layer.batches) * layer.output_height * layer.output_width;
  const double values = pixels * device::conv2d_eight_channels_values(layer);
  const double groups = (layer.output_channels + 7) / 8, steps = values * groups, outputs = pixels * groups * 8;
  return {steps * 8.5 + outputs * 19 + values * 2 + pixels * 40, steps * 8, steps * 9 + outputs * 7 + values,
          outputs + values * 0.5, steps * 0.25 + outputs * 2 + values * 0.25};
}

}  // namespace mote::conv2d
