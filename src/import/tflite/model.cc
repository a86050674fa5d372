// Opens a .tflite and checks what holds its parts together.
#include "import/tflite/model.h"

#include <algorithm>

#include "base/error.h"

namespace mote::tflite {
namespace {

constexpr size_t header_bytes = 8;  // root offset and identifier
constexpr size_t longest_name = 200;
constexpr uint32_t read_version = 3;
// Above any sound file: a model of a microcontroller has some hundred tables.
constexpr uint32_t deepest_table = 32, most_tables = 1'000'000;

void check_header(std::span<const uint8_t> bytes) {
  if (bytes.empty()) fail("the file is empty, expected a TFLite model");
  if (bytes.size() < header_bytes)
    fail("the file has {} bytes, expected a TFLite model: it is truncated within the header", bytes.size());
  if (bytes.size() >= FLATBUFFERS_MAX_BUFFER_SIZE) fail("the file has {} bytes, expected less than 2 GB", bytes.size());
  if (std::memcmp(bytes.data() + 4, schema::ModelIdentifier(), 4) == 0) return;
  std::string found;
  for (const uint8_t c : bytes.subspan(4, 4)) found += c >= 32 && c < 127 ? static_cast<char>(c) : '?';
  fail("the file identifier is '{}', expected '{}': this is no TFLite model", found, schema::ModelIdentifier());
}

// A tensor may name a buffer that is there; each buffer's data lies within the file.
void check_buffers(const schema::Model& model, size_t file_bytes) {
  for (size_t i = 0; i < count_of(model.buffers()); ++i) {
    const schema::Buffer* buffer = model.buffers()->Get(i);
    if (buffer->offset() > 1 && (buffer->offset() > file_bytes || buffer->size() > file_bytes - buffer->offset()))
      fail("buffer {} claims {} bytes at offset {}, past the end of the file ({} bytes)", i, buffer->size(),
           buffer->offset(), file_bytes);
  }
}

void check_tensors(const schema::Model& model, const schema::SubGraph& subgraph) {
  for (size_t i = 0; i < count_of(subgraph.tensors()); ++i) {
    const schema::Tensor* tensor = subgraph.tensors()->Get(i);
    if (tensor->buffer() >= std::max<size_t>(count_of(model.buffers()), 1))
      fail("tensor {} '{}' names buffer {} of {}", i, plain_name(tensor->name()), tensor->buffer(),
           count_of(model.buffers()));
  }
}

void check_indices(const schema::SubGraph& subgraph, const flatbuffers::Vector<int32_t>* list, int32_t lowest,
                   const std::string& user) {
  for (size_t i = 0; i < count_of(list); ++i) {
    const int32_t index = list->Get(i);
    if (index < lowest || index >= static_cast<int64_t>(count_of(subgraph.tensors())))
      fail("{} tensor {}, expected {}0 to {}", user, index, lowest == -1 ? "-1 (absent) or " : "",
           static_cast<int64_t>(count_of(subgraph.tensors())) - 1);
  }
}

void check_operators(const schema::Model& model, const schema::SubGraph& subgraph) {
  if (count_of(subgraph.operators()) > 0 && count_of(model.operator_codes()) == 0)
    fail("the list of operator codes is missing");
  for (size_t i = 0; i < count_of(subgraph.operators()); ++i) {
    const schema::Operator* op = subgraph.operators()->Get(i);
    if (op->opcode_index() >= model.operator_codes()->size())
      fail("operator {} names operator code {} of {}", i, op->opcode_index(), model.operator_codes()->size());
    const std::string place = fmt::format("{} at operator {}", code_name(model, *op), i);
    check_indices(subgraph, op->inputs(), -1, place + " reads");
    check_indices(subgraph, op->outputs(), 0, place + " writes");
  }
}

}  // namespace

std::string plain_name(const flatbuffers::String* name) {
  std::string plain = name ? name->str().substr(0, longest_name) : "";
  for (char& c : plain)
    if (c < 32 || c > 126 || c == '\\') c = '?';
  return plain;
}

schema::BuiltinOperator code_of(const schema::Model& model, const schema::Operator& op) {
  const schema::OperatorCode* code = model.operator_codes()->Get(op.opcode_index());
  // Codes below 127 may stand in the old field alone; the larger is the true one.
  return std::max(code->builtin_code(), static_cast<schema::BuiltinOperator>(code->deprecated_builtin_code()));
}

std::string code_name(const schema::Model& model, const schema::Operator& op) {
  const schema::BuiltinOperator code = code_of(model, op);
  if (code == schema::BuiltinOperator::CUSTOM)
    return fmt::format("custom operator '{}'",
                       plain_name(model.operator_codes()->Get(op.opcode_index())->custom_code()));
  const std::string name = schema::EnumNameBuiltinOperator(code);
  return name.empty() ? fmt::format("unknown operator code {}", static_cast<int>(code)) : name;
}

const schema::Model& open_model(std::span<const uint8_t> bytes) {
  check_header(bytes);
  flatbuffers::Verifier verifier(bytes.data(), bytes.size(), deepest_table, most_tables);
  if (!schema::VerifyModelBuffer(verifier)) fail("the file is damaged or truncated: {}", name_damage(bytes));
  const schema::Model& model = *schema::GetModel(bytes.data());
  if (model.version() != read_version)
    fail("the schema version is {}, expected {}; convert the model anew", model.version(), read_version);
  if (count_of(model.subgraphs()) == 0) fail("the model has no subgraph, expected one");
  check_buffers(model, bytes.size());
  for (const schema::SubGraph* subgraph : *model.subgraphs()) {
    check_tensors(model, *subgraph);
    check_operators(model, *subgraph);
    check_indices(*subgraph, subgraph->inputs(), 0, "the list of graph inputs names");
    check_indices(*subgraph, subgraph->outputs(), 0, "the list of graph outputs names");
  }
  check_calls(model);
  return model;
}

}  // namespace mote::tflite
