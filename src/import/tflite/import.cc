// The import from end to end: open, list what Mote has not, map operator by operator, verify.
#include "base/file.h"
#include "import/tflite/node.h"
#include "import/tflite/tflite.h"

namespace mote {
namespace tflite {
namespace {

// "1x49x10x1 int8" of each tensor of the list, without trust.
std::string shapes_text(const schema::SubGraph& subgraph, const flatbuffers::Vector<int32_t>* list) {
  std::vector<std::string> texts;
  for (size_t i = 0; i < count_of(list) && i < 8; ++i) {
    if (list->Get(i) < 0) continue;
    const schema::Tensor* tensor = subgraph.tensors()->Get(list->Get(i));
    std::string type = schema::EnumNameTensorType(tensor->type());
    for (char& c : type) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    Shape shape;
    for (size_t k = 0; k < count_of(tensor->shape()) && k < 8; ++k) shape.push_back(tensor->shape()->Get(k));
    texts.push_back(fmt::format("{} {}", to_string(shape), type));
  }
  return fmt::format("{}", fmt::join(texts, ", "));
}

schema::TensorType input_type(const schema::SubGraph& subgraph, const schema::Operator& op, size_t i) {
  const int32_t index = i < count_of(op.inputs()) ? op.inputs()->Get(i) : absent_tensor;
  return index < 0 ? schema::TensorType::INT8 : subgraph.tensors()->Get(index)->type();
}

// Float activations with int8 weights: TFLite quantizes the activations anew at each run.
bool is_hybrid(const schema::Model& model, const schema::SubGraph& subgraph, const schema::Operator& op) {
  const schema::BuiltinOperator code = code_of(model, op);
  const bool weighted = code == schema::BuiltinOperator::CONV_2D ||
                        code == schema::BuiltinOperator::DEPTHWISE_CONV_2D ||
                        code == schema::BuiltinOperator::FULLY_CONNECTED;
  return weighted && input_type(subgraph, op, 0) == schema::TensorType::FLOAT32 &&
         input_type(subgraph, op, 1) != schema::TensorType::FLOAT32;
}

// SEGMENT_SUM with an id past its rows writes outside its output: name that before saying that Mote has it not.
void check_segments(Builder& builder, const schema::Operator& op, const Node& node) {
  if (code_of(builder.model(), op) != schema::BuiltinOperator::SEGMENT_SUM || node.inputs() != 2 ||
      node.outputs() != 1 || !node.has_input(1) || !node.input(1).constant() || node.output().shape.empty())
    return;
  for (const int32_t id : node.constant_integers(1, "segment ids"))
    if (id < 0 || id >= node.output().shape[0])
      node.refuse("segment id {}, expected 0 to {} (the output's rows)", id, int64_t{node.output().shape[0]} - 1);
}

// Every operator that Mote can't run, in one message.
void refuse_unsupported(Builder& builder) {
  const schema::SubGraph& subgraph = builder.subgraph();
  std::vector<std::string> unsupported, hybrid;
  for (size_t i = 0; i < count_of(subgraph.operators()); ++i) {
    const schema::Operator& op = *subgraph.operators()->Get(i);
    const bool is_float_int8 = is_hybrid(builder.model(), subgraph, op);
    if (row_of(code_of(builder.model(), op)) && !is_float_int8) continue;
    const Node node(builder, op, static_cast<int>(i));
    check_segments(builder, op, node);
    (is_float_int8 ? hybrid : unsupported)
        .push_back(fmt::format("{}: {} -> {}", node.place(), shapes_text(subgraph, op.inputs()),
                               shapes_text(subgraph, op.outputs())));
  }
  if (!unsupported.empty())
    fail("{} operator{} not supported: {}", unsupported.size(), unsupported.size() == 1 ? " is" : "s are",
         fmt::join(unsupported, "; "));
  if (!hybrid.empty())
    fail(
        "this is a hybrid model, float activations with integer weights, which is not supported; convert it to full "
        "int8 or to float32 ({})",
        fmt::join(hybrid, "; "));
}

void map_operator(const Node& node, const OperatorRow& row) {
  if (node.outputs() == 0) node.refuse("it has no output, expected one");
  if (node.inputs() > row.most_inputs)
    node.refuse("it has {} inputs, expected at most {}", node.inputs(), row.most_inputs);
  for (size_t i = 0; i < row.required_inputs; ++i)
    if (!node.has_input(i))
      node.refuse("input {} is absent{}, but required", i, i < node.inputs() ? " (tensor -1)" : "");
  row.map(node);
}

Graph import_model(std::span<const uint8_t> bytes, std::string graph_name) {
  Builder builder(open_model(bytes), bytes);
  builder.graph.name = std::move(graph_name);
  const schema::SubGraph& subgraph = builder.subgraph();
  refuse_unsupported(builder);
  if (count_of(subgraph.inputs()) == 0) fail("the model has no inputs, expected at least one");
  for (const int32_t index : *subgraph.inputs()) builder.graph.inputs.push_back(builder.id_of(index));
  for (size_t i = 0; i < count_of(subgraph.operators()); ++i) {
    const schema::Operator& op = *subgraph.operators()->Get(i);
    map_operator(Node(builder, op, static_cast<int>(i)), *row_of(code_of(builder.model(), op)));
  }
  for (size_t i = 0; i < count_of(subgraph.outputs()); ++i)
    builder.graph.outputs.push_back(builder.id_of(subgraph.outputs()->Get(i)));
  verify(builder.graph, true);
  return std::move(builder.graph);
}

}  // namespace
}  // namespace tflite

Graph import_tflite(std::span<const uint8_t> bytes, std::string_view name) {
  // FlatBuffers reads numbers where they stand, so the file must start on a boundary.
  constexpr uintptr_t boundary = 16;
  std::vector<uint8_t> aligned;
  if (reinterpret_cast<uintptr_t>(bytes.data()) % boundary != 0) {
    aligned.assign(bytes.begin(), bytes.end());
    bytes = aligned;
  }
  try {
    return tflite::import_model(bytes, std::filesystem::path(name).stem().string());
  } catch (const InputError& error) {
    fail("{}: {}", name, error.what());
  }
}

Graph import_tflite_file(const std::filesystem::path& path) {
  const std::vector<uint8_t> bytes = read_bytes(path);
  return import_tflite(bytes, path.string());
}

}  // namespace mote
