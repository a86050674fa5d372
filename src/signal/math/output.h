// How kernels rescale what they computed to the model's input: the layer's output_... fields.
#pragma once

#include "base/fixed_point.h"
#include "signal/block.h"

namespace mote {

// `unit`: the real value of one step of what the kernel rescales.
void fill_output(const BlockCall& call, double unit, auto& layer) {
  const QuantizedMultiplier factor = quantize_multiplier(unit / call.output.scale());
  const bool narrow = call.output_type == ElementType::int8;
  layer.output_multiplier = factor.multiplier, layer.output_shift = factor.shift;
  layer.output_zero_point = call.output.zero_point();
  layer.output_min = narrow ? INT8_MIN : INT16_MIN, layer.output_max = narrow ? INT8_MAX : INT16_MAX;
}

void visit_output(auto& layer, auto&& f) {
  f("output_multiplier", layer.output_multiplier), f("output_shift", layer.output_shift);
  f("output_zero_point", layer.output_zero_point), f("output_min", layer.output_min), f("output_max", layer.output_max);
}

}  // namespace mote
