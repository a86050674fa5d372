// Lays a graph's constants out in flat tensors and runs its operators in order.
#include "train/torch/network.h"

namespace mote::torch_module {
namespace {

at::Tensor tensor_of(const Tensor& constant) {
  const std::vector<int64_t> shape(constant.shape.begin(), constant.shape.end());
  at::Tensor result = at::empty(shape, at::kFloat);
  std::memcpy(result.data_ptr<float>(), constant.data.data(), constant.data.size());
  return result;
}

}  // namespace

void Forward::refuse(const Operator& op, const std::string& text) const {
  fail("training: {} '{}': {}", op.attributes.operator_name(), op.name, text);
}

Network::Network(const Graph& graph) : graph_(graph) {
  if (graph.inputs.size() != 1 || graph.outputs.empty())
    fail("training: the model has {} inputs and {} outputs, expected one input", graph.inputs.size(),
         graph.outputs.size());
  std::string unknown;
  for (const Operator& op : graph.operators) {
    if (!trains_through(op))
      unknown += fmt::format("{}{} '{}'", unknown.empty() ? "" : ", ", op.attributes.operator_name(), op.name);
    for (TensorId id : op.inputs)
      if (id != absent_tensor && graph.tensors[id].type != ElementType::float32 &&
          graph.tensors[id].type != ElementType::int32)
        fail("training: tensor '{}' is {}, expected float32: give the float model", graph.tensors[id].name,
             name_of(graph.tensors[id].type));
  }
  if (!unknown.empty()) fail("training: operators that can't be trained through: {}", unknown);
  collect_slices();
  fill_flat_tensors();
}

void Network::collect_slices() {
  std::map<TensorId, bool> seen;
  int64_t parameter_offset = 0, statistic_offset = 0;
  for (const Operator& op : graph_.operators) {
    for (size_t i = 0; i < op.inputs.size(); ++i) {
      const TensorId id = op.inputs[i];
      if (id == absent_tensor || !graph_.tensors[id].constant() || seen[id]) continue;
      seen[id] = true;
      const Role role = role_of_input(op, i);
      const int64_t count = graph_.tensors[id].elements();
      if (role == Role::weight || role == Role::unregularized) {
        parameter_slices_.push_back({id, parameter_offset, count});
        parameter_roles_.push_back(role);
        parameter_offset += count;
      } else if (role == Role::statistic) {
        statistic_slices_.push_back({id, statistic_offset, count});
        statistic_offset += count;
      } else if (graph_.tensors[id].type == ElementType::float32) {
        constants_[id] = tensor_of(graph_.tensors[id]);
      }
    }
  }
  if (parameter_slices_.empty()) fail("training: the model has no weights to train");
  parameters = at::zeros({parameter_offset}, at::kFloat);
  gradients = at::zeros_like(parameters);
  decayed = at::zeros_like(parameters);
  statistics = at::zeros({statistic_offset}, at::kFloat);
}

void Network::fill_flat_tensors() {
  for (size_t i = 0; i < parameter_slices_.size(); ++i) {
    const Slice& slice = parameter_slices_[i];
    const at::Tensor initial = tensor_of(graph_.tensors[slice.id]);
    at::Tensor leaf = parameters.narrow(0, slice.offset, slice.count).view(initial.sizes()).detach();
    leaf.copy_(initial);
    leaf.requires_grad_(true);
    leaf.mutable_grad() = gradients.narrow(0, slice.offset, slice.count).view(initial.sizes());
    decayed.narrow(0, slice.offset, slice.count).fill_(parameter_roles_[i] == Role::weight ? 1 : 0);
    constants_[slice.id] = leaf;
  }
  for (const Slice& slice : statistic_slices_) {
    const at::Tensor initial = tensor_of(graph_.tensors[slice.id]);
    at::Tensor view = statistics.narrow(0, slice.offset, slice.count).view(initial.sizes());
    view.copy_(initial);
    constants_[slice.id] = view;
  }
}

at::Tensor Network::forward(const at::Tensor& batch, bool training, bool logits) {
  Forward pass{graph_, constants_, training};
  pass.values[graph_.inputs[0]] = batch;
  for (const Operator& op : graph_.operators) {
    if (logits && op.attributes.operator_name() == "softmax" && op.outputs[0] == graph_.outputs[0])
      return pass.input(op, 0);
    pass.values[op.outputs[0]] = run_operator(pass, op);
  }
  return pass.values.at(graph_.outputs[0]);
}

Graph Network::with_values(const at::Tensor& parameter_values, const at::Tensor& statistic_values) const {
  Graph result = graph_;
  const auto write = [&](const std::vector<Slice>& slices, const at::Tensor& flat) {
    for (const Slice& slice : slices)
      result.tensors[slice.id].set_values(
          std::span<const float>(flat.data_ptr<float>() + slice.offset, static_cast<size_t>(slice.count)));
  };
  write(parameter_slices_, parameter_values);
  write(statistic_slices_, statistic_values);
  return result;
}

}  // namespace mote::torch_module
