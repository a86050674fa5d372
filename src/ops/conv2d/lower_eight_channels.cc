// conv2d for Armv6-M: weights in the order of base/device/eight_channel_product.h.
#include "ops/conv2d/attributes.h"
#include "ops/conv2d/kernel_int8_eight_channels.h"
#include "ops/conv2d/lower.h"
#include "ops/product_streams.h"

namespace mote::conv2d {

namespace {

using device::Conv2dInt8Layer;

Int8Range range_of(const Call& call) { return activation_range(call.output(), call.as<Conv2dAttributes>().activation); }

ProductWeights product_of(const Call& call) {
  const int32_t channels = call.output().shape[3];
  ProductWeights product{call.input(1).values<int8_t>(), folded_bias(call, channels), *stream_factors(call, channels),
                         call.output().quantization.zero_point()};
  settle_constant_channels(range_of(call), product);
  return product;
}

}  // namespace

bool serves_int8_eight_channels(const Call& call) {
  if (!serves_int8_columns(call)) return false;
  return serve_shifted(range_of(call), product_of(call));
}

Lowered lower_int8_eight_channels(const Call& call) {
  const Conv2dInt8Layer layer = int8_layer(call);
  std::vector<Table> tables = {Table::of<int8_t>("weights", eight_channel_stream(product_of(call)))};
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
