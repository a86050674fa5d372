// Turns the rows of a variants.def into an array of Variant. Use, in ops/NAME/operator.cc:
//   const Variant variants[] = {
//   #include "ops/NAME/variants.def"
//   };
#pragma once

#include "ops/operator.h"
#include "ops/overlap.h"

namespace mote {

// The last column of a row: a rule, or -1 where the output must not touch any input.
constexpr OverlapRule overlap_rule(OverlapRule rule) { return rule; }
constexpr OverlapRule overlap_rule(int) { return nullptr; }

}  // namespace mote

// name, core feature, kernel header, kernel function, when it serves, lowering, cost, how the output may share an
// input's memory (ops/overlap.h)
#define VARIANT(name, feature, header, function, serves, lower, cost, overlap) \
  {#name, CoreFeature::feature, header, #function, serves, lower, cost, overlap_rule(overlap)},
