// The host executor: runs a graph operator by operator with the portable kernels (or those chosen), the same source
// that the device runs.
#pragma once

#include <functional>
#include <map>
#include <span>
#include <vector>

#include "graph/graph.h"

namespace mote {

using Bytes = std::vector<uint8_t>;

class Executor {
 public:
  // Lowers every operator once, with the portable variant (the first row without a core feature that serves), or with
  // what `choose` returns (null: portable). The graph is copied. Throws InputError where no variant serves.
  using Choose = std::function<const Variant*(const Call&)>;
  explicit Executor(Graph graph, const Choose& choose = {});

  // One inference. Each input has its tensor's bytes; so have the results, in the order of the graph's outputs.
  std::vector<Bytes> run(std::span<const Bytes> inputs);

  // The value that a tensor had in the last run.
  const Bytes& value(TensorId id) const { return values_[id]; }
  const Graph& graph() const { return graph_; }

 private:
  Graph graph_;
  std::vector<Lowered> lowered_;
  std::vector<Bytes> values_;
  Bytes scratch_;
};

}  // namespace mote
