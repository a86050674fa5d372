// A graph as a function with gradients on libtorch. All trained values stand in one flat tensor, all running statistics
// of batch norms in another: the optimizer, averaging and checkpoints are then a few operations on whole vectors.
#pragma once

#include <ATen/ATen.h>

#include <map>
#include <vector>

#include "graph/graph.h"

namespace mote::torch_module {

// Values while a batch passes through the graph, in the graph's layout: images are [batch, height, width, channels].
struct Forward {
  const Graph& graph;
  std::map<TensorId, at::Tensor> values;
  bool training = false;

  const at::Tensor& input(const Operator& op, size_t i) const { return values.at(op.inputs[i]); }
  bool has_input(const Operator& op, size_t i) const { return i < op.inputs.size() && op.inputs[i] != absent_tensor; }
  // Throws InputError: "training: conv2d 'stem': " and the text.
  [[noreturn]] void refuse(const Operator& op, const std::string& text) const;
};

// Runs one operator: reads its inputs among the values and returns its output. In operators.cc.
at::Tensor run_operator(Forward& forward, const Operator& op);
bool trains_through(const Operator& op);
// Whether input `i` of the operator is trained, is a running statistic, or neither. In operators.cc.
enum class Role : uint8_t { none, weight, unregularized, statistic };
Role role_of_input(const Operator& op, size_t i);

class Network {
 public:
  // Throws InputError where the graph's form does not allow training.
  explicit Network(const Graph& graph);

  // The graph's first output; with `logits`, what its final softmax takes. `batch` is [batch, height, width, channels].
  at::Tensor forward(const at::Tensor& batch, bool training, bool logits);

  at::Tensor parameters, gradients, statistics;  // flat
  at::Tensor decayed;                            // 1 for each parameter that weight decay pulls at, else 0

  // A copy of the graph with these flat values as its constants.
  Graph with_values(const at::Tensor& parameter_values, const at::Tensor& statistic_values) const;

 private:
  struct Slice {
    TensorId id;
    int64_t offset, count;
  };
  void collect_slices();
  void fill_flat_tensors();

  Graph graph_;
  std::vector<Slice> parameter_slices_, statistic_slices_;
  std::vector<Role> parameter_roles_;
  std::map<TensorId, at::Tensor> constants_;  // parameters as leaves that share memory with the flat tensors
};

}  // namespace mote::torch_module
