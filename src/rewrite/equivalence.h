// The check that a rewritten graph computes what the imported one does, bit for bit: both run on the same inputs, the
// imported one by the portable kernels, the rewritten one by those that were chosen.
#pragma once

#include <span>
#include <string>

#include "graph/execute.h"

namespace mote {

class Equivalence {
 public:
  Equivalence(Graph imported, Graph rewritten, const Executor::Choose& choose = {});

  // Where the first output differs: the first tensor on the way to it that both graphs have and that differs. Empty
  // where all outputs are equal. Floats are equal as values, not as bits.
  std::string difference(std::span<const Bytes> inputs);

  // As it ran last.
  const Executor& imported() const { return imported_; }

 private:
  std::string first_tensor(size_t output) const;

  Executor imported_, rewritten_;
};

// Whether the rewrites promise equal bits: they do but for batch_norm on floats, which is folded with rounding.
bool promises_equal_bits(const Graph& imported);

}  // namespace mote
