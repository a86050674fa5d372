// fully_connected with weights in the orders of the hand-written products.
#include "ops/fully_connected/kernel_int8_byte_pairs.h"
#include "ops/fully_connected/kernel_int8_eight_channels.h"
#include "ops/fully_connected/kernel_int8_sixteen_channels.h"
#include "ops/fully_connected/lower.h"
#include "ops/product_streams.h"

namespace mote::fully_connected {
namespace {

using device::FullyConnectedInt8Layer;

std::vector<StreamFactor> factors_of(const Call& call) {
  return *stream_factors(call, call.input(1).shape[0], WeightOrder::channels_first, has_float_product(call));
}

ProductWeights product_of(const Call& call) {
  return {call.input(1).values<int8_t>(), folded_bias(call, call.input(1).shape[0]), factors_of(call),
          call.output().quantization.zero_point()};
}

Lowered lower(const Call& call, std::vector<int8_t> stream, auto kernel, int64_t scratch_bytes) {
  std::vector<Table> tables = {Table::of<int8_t>("weights", stream)};
  return lowered(
      "FullyConnectedInt8Layer", int8_layer(call), [](auto& l, auto&& f) { visit_int8(l, f); }, std::move(tables), {0},
      kernel, scratch_bytes);
}

int32_t rounded_up(int32_t value, int32_t multiple) { return (value + multiple - 1) / multiple * multiple; }

// With `channels` outputs at a time, so many instructions of arithmetic and loads for each step of one value.
InstructionCost cost(const Call& call, int32_t channels, double alu, double multiply, double load, double output_alu) {
  const FullyConnectedInt8Layer layer = int8_layer(call);
  const double groups = double(layer.rows) * (layer.outputs + channels - 1) / channels;
  const double steps = groups * rounded_up(layer.inputs, 4), outputs = groups * channels;
  const double values = double(layer.rows) * layer.inputs;
  return {steps * alu + outputs * output_alu + values, steps * multiply + outputs, steps * load + outputs * 3 + values,
          outputs + values, steps * 0.25 + outputs * 2};
}

}  // namespace

bool serves_int8_eight_channels(const Call& call) {
  return serves_int8_columns(call) && !has_large_factor(factors_of(call));
}
bool serves_int8_byte_pairs(const Call& call) { return serves_int8_eight_channels(call); }
bool serves_int8_sixteen_channels(const Call& call) {
  return serves_int8_eight_channels(call) && call.input(1).shape[1] % 4 == 0;
}

Lowered lower_int8_eight_channels(const Call& call) {
  return lower(call, eight_channel_stream(product_of(call)),
               &device::fully_connected_int8_eight_channels<FullyConnectedInt8Layer>,
               rounded_up(call.input(1).shape[1], 4));
}
Lowered lower_int8_byte_pairs(const Call& call) {
  return lower(call, eight_channel_stream(product_of(call), 8),
               &device::fully_connected_int8_byte_pairs<FullyConnectedInt8Layer>,
               rounded_up(call.input(1).shape[1], 8));
}
Lowered lower_int8_sixteen_channels(const Call& call) {
  return lower(call, sixteen_channel_stream(product_of(call)),
               &device::fully_connected_int8_sixteen_channels<FullyConnectedInt8Layer>, 0);
}

InstructionCost cost_int8_eight_channels(const Call& call) { return cost(call, 8, 8.5, 8, 9, 20); }
InstructionCost cost_int8_byte_pairs(const Call& call) { return cost(call, 8, 4.5, 4, 3, 20); }
InstructionCost cost_int8_sixteen_channels(const Call& call) { return cost(call, 16, 17, 16, 17, 10); }

}  // namespace mote::fully_connected
