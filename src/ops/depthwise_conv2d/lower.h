// What depthwise_conv2d's variants share on the host: when they serve, how they are lowered, what they cost.
#pragma once

#include "ops/operator.h"

namespace mote::depthwise_conv2d {

bool serves_int8(const Call& call);
Lowered lower_int8(const Call& call);
InstructionCost cost_int8(const Call& call);

bool serves_float32(const Call& call);
Lowered lower_float32(const Call& call);
InstructionCost cost_float32(const Call& call);

}  // namespace mote::depthwise_conv2d
