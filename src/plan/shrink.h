// Less memory for a little more work: slower kernels with less scratch, and chains of layers cut into bands.
#pragma once

#include "plan/plan.h"

namespace mote {

// The smallest arena that the search finds at no more than `most_extra_work` times the plan's estimated instructions;
// then the fastest kernels that this arena holds.
constexpr double most_extra_work = 1.3;
void shrink(Plan& plan);

// An arena of at most so many bytes, for as little work as the search finds; the smallest it finds where none fits.
void shrink_to_fit(Plan& plan, int64_t arena_bytes);

}  // namespace mote
