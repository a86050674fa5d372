// What add and sub share on the host: their int8 layers differ in the kernel alone.
#pragma once

#include "ops/add/kernel_int8.h"
#include "ops/add/kernel_int8_table.h"
#include "ops/operator.h"

namespace mote::add {

using device::AddInt8Layer;
using device::AddInt8RepeatedLayer;

// Refuses an output scale so small that the reference's arithmetic has no room for it.
void check_scales(const Call& call);

Lowered lower_pair(const Call& call, Activation activation,
                   void (*kernel)(const AddInt8Layer&, const int8_t*, const int8_t*, int8_t*));
Lowered lower_repeated_pair(const Call& call, Activation activation,
                            void (*kernel)(const AddInt8RepeatedLayer&, const int8_t*, const int8_t*, int8_t*));
Lowered lower_constant(const Call& call, Activation activation,
                       void (*kernel)(const AddInt8RepeatedLayer&, const int8_t*, int8_t*));

// Whether the output's factor is one for requantize_small().
bool has_small_factor(const Call& call);
Lowered lower_table(const Call& call, Activation activation,
                    void (*kernel)(const device::AddInt8TableLayer&, const int8_t*, const int8_t*, int8_t*));

InstructionCost pair_cost(const Call& call, double overhead);

}  // namespace mote::add
