// Writing the firmware and its samples.
#include "tests/operators/variant_program.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <cstdlib>
#include <set>

#include "emit/device_code.h"
#include "emit/tables.h"

namespace mote::kernels {
namespace {

constexpr size_t alignment = 16;
constexpr uint32_t no_table = 0xffffffff;

// What the device reads: words, and blocks of bytes at multiples of 16.
class Record {
 public:
  void word(uint32_t value) {
    for (int bit = 0; bit < 32; bit += 8) bytes_.push_back(static_cast<uint8_t>(value >> bit));
  }
  void block(const std::vector<uint8_t>& content) {
    word(static_cast<uint32_t>(content.size()));
    align();
    bytes_.insert(bytes_.end(), content.begin(), content.end());
    align();
  }
  const std::vector<uint8_t>& bytes() const { return bytes_; }

 private:
  void align() { bytes_.resize((bytes_.size() + alignment - 1) / alignment * alignment); }
  std::vector<uint8_t> bytes_;
};

uint32_t word_of(const LayerField& field) {
  if (field.type == "bool") return field.value == "true";
  if (field.value == "INT32_MIN") return 0x80000000u;
  if (field.type != "float") return static_cast<uint32_t>(std::stoll(field.value));
  float value = std::strtof(field.value.c_str(), nullptr);  // stof refuses denormals
  if (field.value.find("inff") != std::string::npos) value = field.value[0] == '-' ? -INFINITY : INFINITY;
  uint32_t bits;
  std::memcpy(&bits, &value, sizeof bits);
  return bits;
}

// The one function of the firmware that runs this entry.
std::string function_of(const Entry& entry, size_t index) {
  std::string text =
      fmt::format("// {}\nvoid run_{}(Reader& in, Writer& out) {{\n  (void)in, (void)out;\n", entry.key, index);
  text += fmt::format("  mote::device::{} layer;\n", entry.layer_type);
  for (const LayerField& field : entry.fields)
    text += field.is_table ? fmt::format("  layer.{} = static_cast<{}>(in.block());\n", field.name, field.type)
                           : fmt::format("  layer.{} = in.value<{}>();\n", field.name, field.type);
  std::vector<std::string> pointers = {"layer"};
  for (size_t i = 0; i < entry.arguments.size(); ++i) {
    pointers.push_back(fmt::format("input_{}", i));
    text += fmt::format("  const {0}* input_{1} = static_cast<const {0}*>(in.block());\n",
                        c_type_of(entry.arguments[i]), i);
  }
  for (size_t i = 0; i < entry.outputs.size(); ++i) {
    pointers.push_back(fmt::format("output_{}", i));
    text +=
        fmt::format("  {0}* output_{1} = static_cast<{0}*>(out.block(in.word()));\n", c_type_of(entry.outputs[i]), i);
  }
  if (entry.takes_scratch) pointers.push_back("scratch");
  return text + fmt::format("  mote::device::{}({});\n}}\n\n", entry.function, fmt::join(pointers, ", "));
}

constexpr std::string_view memory_text = R"(#include <stdint.h>
#include <string.h>

#include "program.h"

namespace {

alignas(16) uint8_t record[RECORD_BYTES];
alignas(16) uint8_t result[RESULT_BYTES];
alignas(16) uint8_t scratch[SCRATCH_BYTES];

uint32_t aligned(uint32_t at) { return (at + 15) / 16 * 16; }

struct Reader {
  uint32_t at;
  uint32_t word() {
    uint32_t value;
    memcpy(&value, record + at, 4);
    at += 4;
    return value;
  }
  template <class T>
  T value() {
    const uint32_t bits = word();
    T value;
    memcpy(&value, &bits, sizeof value);
    return value;
  }
  const void* block() {
    const uint32_t bytes = word();
    if (bytes == 0xffffffff) return nullptr;
    const void* start = record + aligned(at);
    at = aligned(aligned(at) + bytes);
    return start;
  }
};

struct Writer {
  uint32_t at;
  void* block(uint32_t bytes) {
    void* start = result + at;
    at = aligned(at + bytes);
    return start;
  }
};

)";

std::string with_sizes(std::string text) {
  for (const auto& [name, value] :
       {std::pair{"RECORD_BYTES", record_bytes}, {"RESULT_BYTES", result_bytes}, {"SCRATCH_BYTES", scratch_bytes}})
    text.replace(text.find(name), std::string_view(name).size(), std::to_string(value));
  return text;
}

Entry entry_of(const std::string& key, const Variant& variant, const Call& call, const Lowered& lowered) {
  Entry entry{key, std::string(variant.header), std::string(variant.function), lowered.layer_type, lowered.fields, {},
              {},  lowered.takes_scratch};
  for (const int argument : lowered.arguments) entry.arguments.push_back(call.input(argument).type);
  for (const Tensor* output : call.outputs) entry.outputs.push_back(output->type);
  return entry;
}

std::string key_of(std::string_view operator_name, const Variant& variant, const Call& call, const Lowered& lowered) {
  std::string key = fmt::format("{} {}:", operator_name, variant.name);
  for (const int argument : lowered.arguments) key += fmt::format(" {}", name_of(call.input(argument).type));
  for (const Tensor* output : call.outputs) key += fmt::format(" > {}", name_of(output->type));
  return key;
}

}  // namespace

std::optional<std::vector<uint8_t>> VariantProgram::add(std::string_view operator_name, const Variant& variant,
                                                        const Call& call, const Contents& inputs) {
  const Lowered lowered = variant.lower(call);
  if (lowered.scratch_bytes > scratch_bytes) return std::nullopt;
  const std::string key = key_of(operator_name, variant, call, lowered);
  const auto [place, is_new] = index_.emplace(key, static_cast<uint32_t>(entries_.size()));
  if (is_new) entries_.push_back(entry_of(key, variant, call, lowered));

  std::map<std::string, const Table*> tables;
  for (const Table& table : lowered.tables) tables[table.name] = &table;
  Record record;
  record.word(place->second);
  for (const LayerField& field : lowered.fields) {
    if (!field.is_table)
      record.word(word_of(field));
    else if (tables.contains(field.name))
      record.block(tables[field.name]->bytes);
    else
      record.word(no_table);
  }
  for (const int argument : lowered.arguments) record.block(inputs[argument]);
  for (const Tensor* output : call.outputs) record.word(static_cast<uint32_t>(output->bytes()));
  if (record.bytes().size() > static_cast<size_t>(record_bytes)) return std::nullopt;
  return record.bytes();
}

Program VariantProgram::program() const {
  std::set<std::string> headers;
  std::string functions, table = "void (*const runs[])(Reader&, Writer&) = {\n";
  for (size_t i = 0; i < entries_.size(); ++i) {
    headers.insert(entries_[i].header);
    functions += function_of(entries_[i], i);
    table += fmt::format("    run_{},\n", i);
  }
  Program program;
  program.name = "variants";
  program.core = &core_;
  program.files = device_code(headers);
  for (const std::string& header : headers) program.adapter += fmt::format("#include \"mote/{}\"\n", header);
  program.adapter += with_sizes(std::string(memory_text)) + functions + table + "};\n\n}  // namespace\n\n";
  program.adapter += fmt::format(R"(namespace mote_runner {{
const Port inputs[] = {{{{record, sizeof record}}}};
const uint32_t input_count = 1;
const Port outputs[] = {{{{result, sizeof result}}}};
const uint32_t output_count = 1;
void reset() {{}}
void step() {{
  memset(result, {0}, sizeof result);
  memset(scratch, {0}, sizeof scratch);
  Reader in = {{0}};
  Writer out = {{0}};
  runs[in.word()](in, out);
}}
}}  // namespace mote_runner
)",
                                 untouched);
  program.inputs = {{"record", ElementType::uint8, {static_cast<int32_t>(record_bytes)}}};
  program.outputs = {{"result", ElementType::uint8, {static_cast<int32_t>(result_bytes)}}};
  return program;
}

std::vector<uint8_t> result_of(const Contents& outputs) {
  std::vector<uint8_t> result;
  for (const std::vector<uint8_t>& output : outputs) {
    result.insert(result.end(), output.begin(), output.end());
    result.resize((result.size() + alignment - 1) / alignment * alignment, untouched);
  }
  return result;
}

}  // namespace mote::kernels
