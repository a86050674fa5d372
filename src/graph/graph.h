// What a model is: tensors, constants, and operators in execution order. Plain data.
#pragma once

#include <string>
#include <vector>

#include "base/tensor.h"
#include "ops/operator.h"

namespace mote {

using TensorId = int32_t;               // an index into Graph::tensors
constexpr TensorId absent_tensor = -1;  // an optional input that is not there

struct Operator {
  Attributes attributes;
  std::vector<TensorId> inputs, outputs;
  std::string name;  // where it came from, for messages and reports; unique in a graph that was imported or built
};

struct Graph {
  std::string name = "model";
  std::vector<Tensor> tensors;
  std::vector<Operator> operators;  // each reads only what stands before it
  std::vector<TensorId> inputs, outputs;

  TensorId add(Tensor tensor) {
    tensors.push_back(std::move(tensor));
    return static_cast<TensorId>(tensors.size()) - 1;
  }
  const Tensor& input(size_t i) const { return tensors[inputs[i]]; }
  const Tensor& output(size_t i) const { return tensors[outputs[i]]; }
};

// The operator with its tensors, as ops/ wants it. Valid while the graph is not changed.
Call call_of(const Graph& graph, const Operator& op);

// Sums over the operators and constants.
int64_t total_macs(const Graph& graph);
int64_t parameter_count(const Graph& graph);
int64_t constant_bytes(const Graph& graph);

// Throws InternalError (a rewrite's fault) or, with `imported`, InputError (the file's) where the graph breaks a rule:
// ids in range, each tensor written once and before it is read, no constant written, inputs and outputs exist, every
// operator's own check, output shapes equal to the shape rule, types and quantization sound (finite positive scales,
// zero points within the type, as many per-channel scales as channels, axis within the shape), constants of full size.
void verify(const Graph& graph, bool imported = false);

}  // namespace mote
