// fully_connected with weights in the orders of its faster kernels.
#include "ops/dsp_stream.h"
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

std::optional<std::vector<DspChannel>> channels_of(const Call& call) {
  return dsp_channels(call, call.input(1).shape[0], WeightOrder::channels_first, has_float_product(call));
}

std::vector<int8_t> dsp_stream(const Call& call, const FullyConnectedInt8Layer& layer) {
  const std::vector<int8_t> weights = call.input(1).values<int8_t>();
  std::vector<DspChannel> channels = *channels_of(call);
  channels.resize(layer.outputs + 3);
  const auto weight = [&](int32_t c, int32_t input) {
    return is_silent(channels[c]) || input >= layer.inputs ? 0 : weights[c * layer.inputs + input];
  };
  WeightStream stream;
  for (int32_t first = 0; first < layer.outputs; first += 4) {
    for (int32_t c = first; c < first + 4; c += 2)
      stream.add_word(dsp_bias(channels[c])),
          stream.add_word(both_rows(dsp_bias(channels[c]), dsp_bias(channels[c + 1])));
    for (int32_t input = 0; input < layer.inputs; input += 4)
      for (int32_t odd = 0; odd < 2; ++odd)
        for (int32_t c = first; c < first + 4; c += 2)
          for (int32_t place : {input + odd, input + odd + 2})
            stream.add_half(both_rows(weight(c, place), weight(c + 1, place)));
    for (int32_t c = first; c < first + 4; ++c) stream.add_word(doubled_multiplier(channels[c]));
    for (int32_t c = first; c < first + 4; ++c) stream.add_byte(dsp_shift(channels[c]));
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

bool serves_int8_dsp(const Call& call) {
  return serves_int8(call) && factors_of(call).has_value() && serves_mixed_rows(call, *channels_of(call));
}

Lowered lower_int8_dsp(const Call& call) {
  FullyConnectedInt8Layer layer = int8_layer(call);
  layer.large_factors = has_large_factor(*channels_of(call));
  std::vector<Table> tables = {Table::of<int8_t>("weights", dsp_stream(call, layer))};
  return lowered(
      "FullyConnectedInt8Layer", layer, [](auto& l, auto&& f) { visit_int8(l, f); }, std::move(tables), {0},
      &device::fully_connected_int8_dsp<FullyConnectedInt8Layer>);
}

InstructionCost cost_int8_dsp(const Call& call) {
  const FullyConnectedInt8Layer layer = int8_layer(call);
  const double macs = padded_macs(layer, 4), outputs = double(layer.rows) * ((layer.outputs + 3) / 4 * 4);
  return {macs * 0.4 + outputs * 8, macs * 0.5 + outputs, macs * 0.125 + outputs * 3, outputs, macs / 32 + outputs};
}

}  // namespace mote::fully_connected
