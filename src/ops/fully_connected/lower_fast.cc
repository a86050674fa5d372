// fully_connected with weights in the orders of its faster kernels.
#include "ops/fully_connected/kernel_int8_columns.h"
#include "ops/fully_connected/kernel_int8_dsp.h"
#include "ops/fully_connected/lower.h"
#include "ops/quantized.h"
#include "ops/weight_stream.h"

namespace mote::fully_connected {
namespace {

using device::FullyConnectedInt8Layer;

std::optional<std::vector<StreamFactor>> factors_of(const Call& call) {
  return stream_factors(call, call.input(1).shape[0], WeightOrder::channels_first, has_float_product(call));
}

std::vector<int8_t> paired_stream(const Call& call, const FullyConnectedInt8Layer& layer) {
  const std::vector<int8_t> weights = call.input(1).values<int8_t>();
  std::vector<int32_t> bias = folded_bias(call, layer.outputs);
  std::vector<StreamFactor> factors = *factors_of(call);
  bias.push_back(0), factors.push_back({});
  WeightStream stream;
  for (int32_t channel = 0; channel < layer.outputs; channel += 2) {
    stream.add_word(bias[channel]), stream.add_word(bias[channel + 1]);
    for (int32_t i = 0; i < layer.inputs; i += 4)
      for (int32_t c = channel; c < channel + 2; ++c)
        for (int32_t k = i; k < i + 4; ++k)
          stream.add_byte(c < layer.outputs && k < layer.inputs ? weights[c * layer.inputs + k] : 0);
    const StreamFactor &first = factors[channel], &second = factors[channel + 1];
    stream.add_word(first.multiplier), stream.add_word(second.multiplier);
    stream.add_word(first.right_shift | second.right_shift << 8);
  }
  return stream.bytes();
}

double padded_macs(const FullyConnectedInt8Layer& layer, int32_t outputs) {
  return double(layer.rows) * ((layer.inputs + 3) / 4 * 4) * ((layer.outputs + outputs - 1) / outputs * outputs);
}

}  // namespace

bool serves_int8_columns(const Call& call) {
  return serves_int8(call) && call.input(1).shape[1] <= longest_column && factors_of(call).has_value();
}

Lowered lower_int8_columns(const Call& call) {
  FullyConnectedInt8Layer layer = int8_layer(call);
  layer.large_factors = has_large_factor(*factors_of(call));
  std::vector<Table> tables = {
      Table::of<int8_t>("weights", column_product_stream(call, layer.outputs, *factors_of(call)))};
  return lowered(
      "FullyConnectedInt8Layer", layer, [](auto& l, auto&& f) { visit_int8(l, f); }, std::move(tables), {0},
      &device::fully_connected_int8_columns<FullyConnectedInt8Layer>, (layer.inputs + 3) / 4 * 4);
}

InstructionCost cost_int8_columns(const Call& call) {
  const FullyConnectedInt8Layer layer = int8_layer(call);
  const double macs = padded_macs(layer, 4), outputs = double(layer.rows) * layer.outputs;
  const double values = double(layer.rows) * layer.inputs;
  return {macs * 2 + outputs * 30 + values * 3, macs + outputs * 2, macs * 2 + outputs * 6 + values, outputs + values,
          macs / 16 + outputs + values};
}

bool serves_int8_dsp(const Call& call) { return serves_int8(call) && factors_of(call).has_value(); }

Lowered lower_int8_dsp(const Call& call) {
  FullyConnectedInt8Layer layer = int8_layer(call);
  layer.large_factors = has_large_factor(*factors_of(call));
  std::vector<Table> tables = {Table::of<int8_t>("weights", paired_stream(call, layer))};
  return lowered(
      "FullyConnectedInt8Layer", layer, [](auto& l, auto&& f) { visit_int8(l, f); }, std::move(tables), {0},
      &device::fully_connected_int8_dsp<FullyConnectedInt8Layer>);
}

InstructionCost cost_int8_dsp(const Call& call) {
  const FullyConnectedInt8Layer layer = int8_layer(call);
  const double macs = padded_macs(layer, 2), outputs = double(layer.rows) * layer.outputs;
  return {macs * 0.9 + outputs * 8, macs * 0.5 + outputs, macs * 0.25 + outputs * 3, outputs, macs / 8 + outputs};
}

}  // namespace mote::fully_connected
