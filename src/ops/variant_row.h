// Turns the rows of a variants.def into an array of Variant. Use, in ops/NAME/operator.cc:
//   const Variant variants[] = {
//   #include "ops/NAME/variants.def"
//   };
#pragma once

#include "ops/operator.h"

// name, core feature, kernel header, kernel function, when it serves, lowering, cost, input that the output may
// overwrite
#define VARIANT(name, feature, header, function, serves, lower, cost, in_place_input) \
  {#name, CoreFeature::feature, header, #function, serves, lower, cost, in_place_input},
