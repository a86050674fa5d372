// Lowered kernels, found again by what they compute.
#include "plan/candidates.h"

namespace mote {
namespace {

// Operators of one graph with the same key compute the same: bands of a layer share most of theirs.
std::string key_of(const Graph& graph, const Operator& op) {
  std::string key = op.attributes.print();
  const auto append = [&](TensorId id) {
    if (id == absent_tensor) return void(key += " absent");
    const Tensor& tensor = graph.tensors[id];
    if (tensor.constant()) return void(key += fmt::format(" {}", id));
    key += fmt::format(" {}{} {} {}", name_of(tensor.type), to_string(tensor.shape),
                       fmt::join(tensor.quantization.scales, ","), fmt::join(tensor.quantization.zero_points, ","));
  };
  for (TensorId id : op.inputs) append(id);
  key += " ->";
  for (TensorId id : op.outputs) append(id);
  return key;
}

}  // namespace

const std::vector<Candidate>& Candidates::of(const Graph& graph, const Operator& op) {
  const auto [known, is_new] = known_.try_emplace(key_of(graph, op));
  if (!is_new) return known->second;
  const Call call = call_of(graph, op);
  for (const Variant* variant : serving_variants(call, core_.features))
    known->second.push_back({variant, variant->lower(call), variant->cost(call).total()});
  return known->second;
}

}  // namespace mote
