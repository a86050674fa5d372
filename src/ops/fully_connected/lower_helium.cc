// fully_connected for Helium: weights in the order of base/device/helium_column.h.
#include "ops/fully_connected/kernel_int8_helium.h"
#include "ops/fully_connected/lower.h"
#include "ops/helium_stream.h"

namespace mote::fully_connected {
namespace {

using device::FullyConnectedInt8Layer;

std::optional<std::vector<HeliumFactor>> factors_of(const Call& call) {
  return helium_factors(call, call.input(1).shape[0], WeightOrder::channels_first, has_float_product(call));
}

}  // namespace

bool serves_int8_helium(const Call& call) { return serves_int8(call) && factors_of(call).has_value(); }

Lowered lower_int8_helium(const Call& call) {
  FullyConnectedInt8Layer layer = int8_layer(call);
  const auto factors = *factors_of(call);
  layer.large_factors = has_large_factor(factors);
  std::vector<Table> tables = {
      Table::of<int8_t>("weights", helium_stream(call.input(1).values<int8_t>(), folded_bias(call, layer.outputs),
                                                 factors, {0, 2, 4, 6, 1, 3, 5, 7}))};
  return lowered(
      "FullyConnectedInt8Layer", layer, [](auto& l, auto&& f) { visit_int8(l, f); }, std::move(tables), {0},
      &device::fully_connected_int8_helium<FullyConnectedInt8Layer>,
      layer.inputs % 16 == 0 ? 0 : device::fully_connected_helium_column(layer));
}

InstructionCost cost_int8_helium(const Call& call) {
  const FullyConnectedInt8Layer layer = int8_layer(call);
  const double blocks = double(layer.rows) * ((layer.outputs + 7) / 8);
  const double steps = device::fully_connected_helium_column(layer) / 16;
  return {layer.rows * 15.0 + blocks * (17 + steps / 4), blocks * steps * 8, blocks * (6 + steps * 9), blocks,
          blocks * (1 + steps / 4)};
}

}  // namespace mote::fully_connected
