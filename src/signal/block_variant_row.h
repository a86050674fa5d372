// Turns the rows of a block's variants.def into an array of BlockVariant, as ops/variant_row.h does for operators.
#pragma once

#include "signal/block.h"

// name, core feature, kernel header, kernel function, when it serves, lowering, cost of a frame
#define VARIANT(name, feature, header, function, serves, lower, cost) \
  {#name, CoreFeature::feature, header, #function, serves, lower, cost},
