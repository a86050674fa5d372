// Reading an operator's inputs and options, and adding what it becomes.
#include "import/tflite/node.h"

namespace mote::tflite {
namespace {

// "functional/conv/Relu;functional/norm" is the trace of a fusion: its first part names the layer well enough.
std::string layer_name(const std::string& tensor_name) { return tensor_name.substr(0, tensor_name.find(';')); }

}  // namespace

std::string Node::place() const {
  const std::string code = code_name(builder_.model(), op_);
  if (outputs() == 0) return fmt::format("{} at operator {}", code, index_);
  const schema::Tensor* first = builder_.subgraph().tensors()->Get(op_.outputs()->Get(0));
  return fmt::format("{} at operator {} ('{}')", code, index_, layer_name(plain_name(first->name())));
}

const Shape& Node::shape_of_rank(size_t i, size_t rank) const {
  const Shape& shape = input(i).shape;
  if (shape.size() != rank) refuse("input {} has shape {}, expected {} dimensions", i, to_string(shape), rank);
  return shape;
}

int32_t Node::axis_of(int64_t axis, size_t rank) const {
  const int64_t from_front = axis < 0 ? axis + static_cast<int64_t>(rank) : axis;
  if (from_front < 0 || from_front >= static_cast<int64_t>(rank))
    refuse("dimension {} of a tensor with {}, expected {} to {}", axis, rank, -static_cast<int64_t>(rank),
           static_cast<int64_t>(rank) - 1);
  return static_cast<int32_t>(from_front);
}

Activation Node::activation(schema::ActivationFunctionType type) const {
  switch (type) {
    case schema::ActivationFunctionType::NONE:
      return Activation::none;
    case schema::ActivationFunctionType::RELU:
      return Activation::relu;
    case schema::ActivationFunctionType::RELU6:
      return Activation::relu6;
    case schema::ActivationFunctionType::RELU_N1_TO_1:
      return Activation::relu_n1_to_1;
    default:
      refuse("its fused activation {} is not supported, expected NONE, RELU, RELU6 or RELU_N1_TO_1",
             static_cast<int>(type));
  }
}

std::vector<int32_t> Node::constant_integers(size_t i, std::string_view what) const {
  const Tensor& tensor = input(i);
  if (tensor.shape != Shape{0} && !tensor.constant())
    refuse("its {} are computed at run time, expected constants", what);
  if (tensor.type == ElementType::int32) return tensor.values<int32_t>();
  if (tensor.type != ElementType::int64) refuse("its {} are {}, expected int32 or int64", what, name_of(tensor.type));
  std::vector<int32_t> values;
  for (const int64_t value : tensor.values<int64_t>()) {
    if (value < INT32_MIN || value > INT32_MAX) refuse("one of its {} is {}, expected 32 bits", what, value);
    values.push_back(static_cast<int32_t>(value));
  }
  return values;
}

Operator Node::started(Attributes attributes, const std::vector<size_t>& inputs) const {
  Operator op{std::move(attributes), {}, {}, ""};
  for (const size_t i : inputs)
    op.inputs.push_back(has_input(i) ? builder_.id_of(op_.inputs()->Get(i)) : absent_tensor);
  while (!op.inputs.empty() && op.inputs.back() == absent_tensor) op.inputs.pop_back();
  const std::string wanted = layer_name(output().name);
  op.name = builder_.unique_name(wanted.empty() ? fmt::format("{}_{}", op.attributes.operator_name(), index_) : wanted);
  return op;
}

void Node::emit(Attributes attributes, const std::vector<size_t>& inputs) const {
  Operator op = started(std::move(attributes), inputs);
  for (size_t i = 0; i < outputs(); ++i) op.outputs.push_back(builder_.id_of(op_.outputs()->Get(i)));
  builder_.graph.operators.push_back(std::move(op));
}

void Node::emit_twice(Attributes first, const std::vector<size_t>& inputs, const Shape& between,
                      Attributes second) const {
  Operator op = started(std::move(first), inputs);
  Tensor middle = output();
  middle.shape = between;
  middle.name += "/" + op.name.substr(op.name.rfind('/') + 1);
  const TensorId id = builder_.graph.add(std::move(middle));
  op.outputs = {id};
  const std::string name = op.name;
  builder_.graph.operators.push_back(std::move(op));
  Operator rest{std::move(second), {id}, {builder_.id_of(op_.outputs()->Get(0))}, ""};
  rest.name = builder_.unique_name(name + "/" + std::string(rest.attributes.operator_name()));
  builder_.graph.operators.push_back(std::move(rest));
}

}  // namespace mote::tflite
