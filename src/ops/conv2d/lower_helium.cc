// conv2d for Helium: weights in the order of base/device/helium_product.h.
#include "ops/conv2d/kernel_int8_helium.h"
#include "ops/conv2d/lower.h"
#include "ops/helium_stream.h"
#include "ops/quantized.h"

namespace mote::conv2d {
namespace {

using device::Conv2dInt8Layer;

constexpr int32_t most_channels = 1 << 15;  // places of outputs are 16 bits wide

}  // namespace

bool serves_int8_helium(const Call& call) {
  const int32_t channels = call.output().shape[3];
  return serves_int8(call) && has_one_group(call) && channels <= most_channels &&
         helium_factors(call, channels).has_value();
}

Lowered lower_int8_helium(const Call& call) {
  Conv2dInt8Layer layer = int8_layer(call);
  const auto factors = *helium_factors(call, layer.output_channels);
  layer.large_factors = has_large_factor(factors);
  std::vector<Table> tables = {Table::of<int8_t>(
      "weights",
      helium_stream(call.input(1).values<int8_t>(), folded_bias(call, layer.output_channels), factors, {0, 1, 2, 3}))};
  return lowered(
      "Conv2dInt8Layer", layer, [](auto& l, auto&& f) { visit_int8(l, f); }, std::move(tables), {0},
      &device::conv2d_int8_helium<Conv2dInt8Layer>, device::conv2d_helium_scratch(layer));
}

InstructionCost cost_of_helium(const Conv2dInt8Layer& layer) {
  const double pairs = (double(layer.batches) * layer.output_height * layer.output_width + 1) / 2;
  const double blocks = pairs * ((layer.output_channels + 3) / 4), steps = device::conv2d_helium_column(layer) / 16;
  InstructionCost cost{pairs * 8 + blocks * (14 + steps / 2), blocks * steps * 8, pairs * 4 + blocks * (5 + steps * 6),
                       pairs + blocks, blocks * (1 + steps / 3)};
  if (!device::conv2d_helium_is_pointwise(layer)) {
    const double rows = pairs * 2 * layer.kernel_height;
    const double copied = rows * ((layer.kernel_width * layer.input_channels + 15) / 16);
    cost.alu += rows * 8, cost.load += copied, cost.store += copied, cost.branch += copied + rows;
  }
  return cost;
}

InstructionCost cost_int8_helium(const Call& call) { return cost_of_helium(int8_layer(call)); }

}  // namespace mote::conv2d
