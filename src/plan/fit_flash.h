// Kernels whose tables fit a flash: faster ones often need more weights (Winograd's transform grows them 3.6 times).
#pragma once

#include "plan/plan.h"

namespace mote {

// Chooses for each step the kernel so that all tables together take at most `table_bytes`, at the least estimated
// instructions: exact, by dynamic programming over blocks of 64 bytes. Where nothing fits, the smallest tables.
void fit_tables(Plan& plan, int64_t table_bytes);

}  // namespace mote
