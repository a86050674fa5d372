// What conv2d's variants share on the host: when they serve, how they are lowered, what they cost.
#pragma once

#include "ops/conv2d/kernel_int8_layer.h"
#include "ops/operator.h"

namespace mote::conv2d {

bool serves_int8(const Call& call);
Lowered lower_int8(const Call& call);
InstructionCost cost_int8(const Call& call);

bool serves_int8_dsp(const Call& call);
Lowered lower_int8_dsp(const Call& call);
InstructionCost cost_int8_dsp(const Call& call);

bool serves_int8_dsp_mixed(const Call& call);
Lowered lower_int8_dsp_mixed(const Call& call);
InstructionCost cost_int8_dsp_mixed(const Call& call);

bool serves_int8_winograd_dsp(const Call& call);
Lowered lower_int8_winograd_dsp(const Call& call);
InstructionCost cost_int8_winograd_dsp(const Call& call);

bool serves_int8_columns(const Call& call);
Lowered lower_int8_columns(const Call& call);
InstructionCost cost_int8_columns(const Call& call);

bool serves_int8_eight_channels(const Call& call);
Lowered lower_int8_eight_channels(const Call& call);
InstructionCost cost_int8_eight_channels(const Call& call);

bool serves_int8_blocks(const Call& call);
Lowered lower_int8_blocks(const Call& call);
InstructionCost cost_int8_blocks(const Call& call);

bool serves_int8_pairs(const Call& call);
Lowered lower_int8_pairs(const Call& call);
InstructionCost cost_int8_pairs(const Call& call);

bool serves_int8_helium(const Call& call);
Lowered lower_int8_helium(const Call& call);
InstructionCost cost_int8_helium(const Call& call);
InstructionCost cost_of_helium(const device::Conv2dInt8Layer& layer);

bool serves_int8_winograd_blocks(const Call& call);
Lowered lower_int8_winograd_blocks(const Call& call);
InstructionCost cost_int8_winograd_blocks(const Call& call);

bool serves_int8_winograd_eight(const Call& call);
Lowered lower_int8_winograd_eight(const Call& call);
InstructionCost cost_int8_winograd_eight(const Call& call);

bool serves_float32(const Call& call);
Lowered lower_float32(const Call& call);
InstructionCost cost_float32(const Call& call);

// For kernels that make two rows of outputs, pixel by pixel of both: what is written until then lies two rows further
// before than where all their windows were read first.
std::optional<Overlap> two_rows_overlap(const Call& call, int input);

// The layer without its tables.
device::Conv2dInt8Layer int8_layer(const Call& call);

inline bool has_one_group(const Call& call) { return call.input(0).shape[3] == call.input(1).shape[3]; }

void visit_shapes(auto& l, auto&& f) {
  f("batches", l.batches);
  f("input_height", l.input_height), f("input_width", l.input_width), f("input_channels", l.input_channels);
  f("output_height", l.output_height), f("output_width", l.output_width), f("output_channels", l.output_channels);
  f("kernel_height", l.kernel_height), f("kernel_width", l.kernel_width), f("kernel_channels", l.kernel_channels);
  f("stride_height", l.stride_height), f("stride_width", l.stride_width);
  f("dilation_height", l.dilation_height), f("dilation_width", l.dilation_width);
  f("pad_top", l.pad_top), f("pad_left", l.pad_left);
}

inline void visit_int8(device::Conv2dInt8Layer& l, auto&& f) {
  visit_shapes(l, f);
  f("input_zero_point", l.input_zero_point), f("output_zero_point", l.output_zero_point);
  f("output_min", l.output_min), f("output_max", l.output_max);
  f("large_factors", l.large_factors);
  f("weights", l.weights), f("bias", l.bias), f("multiplier", l.multiplier), f("shift", l.shift);
}

}  // namespace mote::conv2d
