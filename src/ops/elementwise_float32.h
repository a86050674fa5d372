// Float layers of operators on two inputs, element by element: add, sub and mul differ in the kernel alone.
#pragma once

#include "base/device/elementwise.h"
#include "ops/operator.h"

namespace mote {

using device::ElementwiseFloat32Layer;
using device::ElementwiseFloat32RepeatedLayer;

Lowered lower_float_pair(const Call& call, Activation activation,
                         void (*kernel)(const ElementwiseFloat32Layer&, const float*, const float*, float*));
Lowered lower_repeated_float_pair(const Call& call, Activation activation,
                                  void (*kernel)(const ElementwiseFloat32RepeatedLayer&, const float*, const float*,
                                                 float*));
Lowered lower_float_constant(const Call& call, Activation activation,
                             void (*kernel)(const ElementwiseFloat32RepeatedLayer&, const float*, float*));
InstructionCost float_pair_cost(const Call& call, double overhead);

}  // namespace mote
