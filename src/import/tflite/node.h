// One operator of the file while it becomes operators of the graph: what a row of operators.cc works with.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "graph/graph.h"
#include "import/tflite/model.h"

namespace mote::tflite {

// The graph under construction. Tensors enter it when an operator (or the graph's inputs) first names them.
class Builder {
 public:
  Builder(const schema::Model& model, std::span<const uint8_t> file) : model_(model), file_(file) {}

  Graph graph;

  const schema::SubGraph& subgraph() const { return *model_.subgraphs()->Get(0); }
  const schema::Model& model() const { return model_; }

  // The graph's tensor for one of the file's; absent stays absent.
  TensorId id_of(int32_t index);
  // The file's tensor as one of ours, not entered in the graph.
  const Tensor& tensor(int32_t index);
  // `wanted`, or with "_2" and so on behind it where an operator already has that name.
  std::string unique_name(std::string wanted);

 private:
  Tensor converted(int32_t index);

  const schema::Model& model_;
  std::span<const uint8_t> file_;
  std::map<int32_t, Tensor> tensors_;
  std::map<int32_t, TensorId> ids_;
  std::map<std::string, int> names_;
  int64_t constant_bytes_ = 0;
};

class Node {
 public:
  Node(Builder& builder, const schema::Operator& op, int index) : builder_(builder), op_(op), index_(index) {}

  // "CONV_2D at operator 3 ('stem')"
  std::string place() const;
  template <class... Arguments>
  [[noreturn]] void refuse(fmt::format_string<Arguments...> text, Arguments&&... arguments) const {
    fail("{}: {}", place(), fmt::format(text, std::forward<Arguments>(arguments)...));
  }

  size_t inputs() const { return count_of(op_.inputs()); }
  size_t outputs() const { return count_of(op_.outputs()); }
  bool has_input(size_t i) const { return i < inputs() && op_.inputs()->Get(i) != absent_tensor; }
  const Tensor& input(size_t i) const { return builder_.tensor(op_.inputs()->Get(i)); }
  const Tensor& output(size_t i = 0) const { return builder_.tensor(op_.outputs()->Get(i)); }

  // The input's dimensions, which must be `rank` many.
  const Shape& shape_of_rank(size_t i, size_t rank) const;
  // A dimension counted from the front (negative: from the back), as one counted from the front.
  int32_t axis_of(int64_t axis, size_t rank) const;

  // The operator's own options, or null where the file leaves them out.
  template <class T>
  const T* options_if() const {
    return op_.builtin_options_as<T>();
  }
  template <class T>
  const T& options() const {
    const T* found = options_if<T>();
    if (!found) refuse("its options are missing");
    return *found;
  }
  Activation activation(schema::ActivationFunctionType type) const;
  // The activation in options that may be missing.
  template <class T>
  Activation activation() const {
    const T* found = options_if<T>();
    return found ? activation(found->fused_activation_function()) : Activation::none;
  }

  // The values of an input that must be a constant of int32 or int64.
  std::vector<int32_t> constant_integers(size_t i, std::string_view what) const;

  // Adds an operator that reads these inputs of the file's operator and writes all its outputs.
  void emit(Attributes attributes, const std::vector<size_t>& inputs) const;
  // The same in two steps: the first writes a new tensor of this shape, from which `second` makes output 0.
  void emit_twice(Attributes first, const std::vector<size_t>& inputs, const Shape& between, Attributes second) const;

 private:
  Operator started(Attributes attributes, const std::vector<size_t>& inputs) const;

  Builder& builder_;
  const schema::Operator& op_;
  int index_;
};

// A row of the table in operators.cc.
struct OperatorRow {
  schema::BuiltinOperator code;
  size_t required_inputs, most_inputs;
  void (*map)(const Node&);
};
const OperatorRow* row_of(schema::BuiltinOperator code);

}  // namespace mote::tflite
