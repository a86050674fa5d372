// fully_connected as a layer description and tables for its kernels.
#include "ops/fully_connected/lower.h"

#include "ops/fully_connected/attributes.h"
#include "ops/fully_connected/kernel_float32.h"
#include "ops/fully_connected/kernel_int8.h"
#include "ops/quantized.h"

namespace mote::fully_connected {
namespace {

using device::FullyConnectedFloat32Layer;
using device::FullyConnectedInt8Layer;

void fill_shapes(const Call& call, auto& layer) {
  const Shape& weights = call.input(1).shape;
  layer.outputs = weights[0], layer.inputs = weights[1];
  layer.rows = static_cast<int32_t>(call.input(0).elements() / weights[1]);
}

void visit_float32(FullyConnectedFloat32Layer& l, auto&& f) {
  f("rows", l.rows), f("inputs", l.inputs), f("outputs", l.outputs);
  f("output_min", l.output_min), f("output_max", l.output_max);
  f("weights", l.weights), f("bias", l.bias);
}

}  // namespace

bool serves_int8(const Call& call) { return serves_int8_weights(call); }

FullyConnectedInt8Layer int8_layer(const Call& call) {
  FullyConnectedInt8Layer layer{};
  fill_shapes(call, layer);
  const Int8Range range = activation_range(call.output(), call.as<FullyConnectedAttributes>().activation);
  layer.output_zero_point = call.output().quantization.zero_point();
  layer.output_min = range.min, layer.output_max = range.max;
  return layer;
}

Lowered lower_int8(const Call& call) {
  const FullyConnectedInt8Layer layer = int8_layer(call);
  std::vector<Table> tables = multiplier_tables(call, layer.outputs, has_float_product(call));
  tables.push_back(Table::of<int8_t>("weights", call.input(1).values<int8_t>()));
  tables.push_back(Table::of<int32_t>("bias", folded_bias(call, layer.outputs)));
  return lowered(
      "FullyConnectedInt8Layer", layer, [](auto& l, auto&& f) { visit_int8(l, f); }, std::move(tables), {0},
      &device::fully_connected_int8<FullyConnectedInt8Layer>);
}

InstructionCost cost_int8(const Call& call) {
  const double macs = static_cast<double>(definition_of(call.attributes).macs(call));
  const double outputs = static_cast<double>(call.output().elements());
  return {macs + outputs * 25, macs + outputs * 2, macs * 2 + outputs * 3, outputs, macs + outputs};
}

bool serves_float32(const Call& call) { return serves_float_weights(call); }

Lowered lower_float32(const Call& call) {
  FullyConnectedFloat32Layer layer{};
  fill_shapes(call, layer);
  const FloatRange range = float_activation_range(call.as<FullyConnectedAttributes>().activation);
  layer.output_min = range.min, layer.output_max = range.max;
  std::vector<Table> tables = {Table::of<float>("weights", call.input(1).values<float>()),
                               Table::of<float>("bias", float_bias(call, layer.outputs))};
  return lowered(
      "FullyConnectedFloat32Layer", layer, [](auto& l, auto&& f) { visit_float32(l, f); }, std::move(tables), {0},
      &device::fully_connected_float32<FullyConnectedFloat32Layer>);
}

InstructionCost cost_float32(const Call& call) {
  const double macs = static_cast<double>(definition_of(call.attributes).macs(call));
  const double outputs = static_cast<double>(call.output().elements());
  return {macs + outputs * 15, macs, macs * 2 + outputs, outputs, macs + outputs};
}

}  // namespace mote::fully_connected
