// Execution of a graph on the host.
#include "graph/execute.h"

#include <algorithm>

namespace mote {
namespace {

const Variant& portable_variant(const Call& call) {
  for (const Variant& variant : definition_of(call.attributes).variants)
    if (variant.feature == CoreFeature::none && variant.serves(call)) return variant;
  call.refuse("no kernel takes {} input", call.inputs.empty() ? "no" : name_of(call.input(0).type));
}

}  // namespace

Executor::Executor(Graph graph, const Choose& choose) : graph_(std::move(graph)), values_(graph_.tensors.size()) {
  int64_t scratch_bytes = 0;
  for (const Operator& op : graph_.operators) {
    const Call call = call_of(graph_, op);
    const Variant* chosen = choose ? choose(call) : nullptr;
    lowered_.push_back((chosen ? *chosen : portable_variant(call)).lower(call));
    scratch_bytes = std::max(scratch_bytes, lowered_.back().scratch_bytes);
  }
  scratch_.resize(scratch_bytes);
  for (size_t id = 0; id < values_.size(); ++id) {
    const Tensor& tensor = graph_.tensors[id];
    values_[id] = tensor.constant() ? tensor.data : Bytes(tensor.bytes());
  }
}

std::vector<Bytes> Executor::run(std::span<const Bytes> inputs) {
  ensure(inputs.size() == graph_.inputs.size(), "{} inputs given to a graph of {}", inputs.size(),
         graph_.inputs.size());
  for (size_t i = 0; i < inputs.size(); ++i) {
    ensure(inputs[i].size() == values_[graph_.inputs[i]].size(), "input {} has {} bytes, expected {}", i,
           inputs[i].size(), values_[graph_.inputs[i]].size());
    values_[graph_.inputs[i]] = inputs[i];
  }
  for (size_t i = 0; i < lowered_.size(); ++i) {
    const Operator& op = graph_.operators[i];
    std::vector<void*> pointers;
    for (int argument : lowered_[i].arguments) pointers.push_back(values_[op.inputs[argument]].data());
    for (TensorId id : op.outputs) pointers.push_back(values_[id].data());
    if (lowered_[i].takes_scratch) pointers.push_back(scratch_.data());
    lowered_[i].run(pointers);
  }
  std::vector<Bytes> outputs;
  for (TensorId id : graph_.outputs) outputs.push_back(values_[id]);
  return outputs;
}

}  // namespace mote
