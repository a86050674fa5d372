// What fully_connected's variants share on the host: when they serve, how they are lowered, what they cost.
#pragma once

#include "ops/fully_connected/kernel_int8_layer.h"
#include "ops/operator.h"

namespace mote::fully_connected {

bool serves_int8(const Call& call);
Lowered lower_int8(const Call& call);
InstructionCost cost_int8(const Call& call);

bool serves_int8_columns(const Call& call);
Lowered lower_int8_columns(const Call& call);
InstructionCost cost_int8_columns(const Call& call);

bool serves_int8_dsp(const Call& call);
Lowered lower_int8_dsp(const Call& call);
InstructionCost cost_int8_dsp(const Call& call);

bool serves_int8_eight_channels(const Call& call);
Lowered lower_int8_eight_channels(const Call& call);
InstructionCost cost_int8_eight_channels(const Call& call);

bool serves_int8_byte_pairs(const Call& call);
Lowered lower_int8_byte_pairs(const Call& call);
InstructionCost cost_int8_byte_pairs(const Call& call);

bool serves_int8_sixteen_channels(const Call& call);
Lowered lower_int8_sixteen_channels(const Call& call);
InstructionCost cost_int8_sixteen_channels(const Call& call);

bool serves_int8_helium(const Call& call);
Lowered lower_int8_helium(const Call& call);
InstructionCost cost_int8_helium(const Call& call);

bool serves_float32(const Call& call);
Lowered lower_float32(const Call& call);
InstructionCost cost_float32(const Call& call);

// The layer without its tables.
device::FullyConnectedInt8Layer int8_layer(const Call& call);

// The reference multiplies the scales of input and weights in float where the weights have one scale.
inline bool has_float_product(const Call& call) { return !call.input(1).quantization.per_channel(); }

inline void visit_int8(device::FullyConnectedInt8Layer& l, auto&& f) {
  f("rows", l.rows), f("inputs", l.inputs), f("outputs", l.outputs);
  f("output_zero_point", l.output_zero_point), f("output_min", l.output_min), f("output_max", l.output_max);
  f("large_factors", l.large_factors);
  f("weights", l.weights), f("bias", l.bias), f("multiplier", l.multiplier), f("shift", l.shift);
}

}  // namespace mote::fully_connected
