// Tables as C++ text.
#include "emit/tables.h"

#include <algorithm>
#include <cmath>

namespace mote {
namespace {

constexpr size_t line_width = 120;

template <class T>
std::vector<T> values_of(const Table& table) {
  std::vector<T> values(table.bytes.size() / sizeof(T));
  std::memcpy(values.data(), table.bytes.data(), values.size() * sizeof(T));
  return values;
}

std::string number(float value) {
  if (std::isnan(value)) return "__builtin_nanf(\"\")";
  return lowered_detail::text_of(value);
}
std::string number(int64_t value) { return value == INT64_MIN ? "INT64_MIN" : fmt::format("INT64_C({})", value); }
std::string number(int32_t value) { return lowered_detail::text_of(value); }

template <class T>
std::vector<std::string> numbers_of(const Table& table) {
  std::vector<std::string> texts;
  for (const T value : values_of<T>(table)) texts.push_back(number(value));
  return texts;
}

template <class Narrow>
std::vector<std::string> small_numbers_of(const Table& table) {
  std::vector<std::string> texts;
  for (const Narrow value : values_of<Narrow>(table)) texts.push_back(number(int32_t{value}));
  return texts;
}

std::vector<std::string> texts_of(const Table& table) {
  switch (table.type) {
    case ElementType::float32:
      return numbers_of<float>(table);
    case ElementType::int8:
      return small_numbers_of<int8_t>(table);
    case ElementType::uint8:
      return small_numbers_of<uint8_t>(table);
    case ElementType::int16:
      return small_numbers_of<int16_t>(table);
    case ElementType::int32:
      return numbers_of<int32_t>(table);
    case ElementType::int64:
      return numbers_of<int64_t>(table);
    case ElementType::boolean:
      return small_numbers_of<uint8_t>(table);
  }
  fail<InternalError>("element type {} is unknown", static_cast<int>(table.type));
}

// The numbers in lines as full as they go.
std::string filled(const std::vector<std::string>& texts) {
  std::string result, line = "   ";
  for (const std::string& text : texts) {
    if (line.size() + text.size() + 2 > line_width) {
      result += line + "\n";
      line = "   ";
    }
    line += " " + text + ",";
  }
  return result + line + "\n";
}

size_t length(const Table& table) { return table.bytes.size() / byte_size(table.type); }

}  // namespace

std::string_view c_type_of(ElementType type) {
  switch (type) {
    case ElementType::float32:
      return "float";
    case ElementType::int8:
      return "int8_t";
    case ElementType::uint8:
      return "uint8_t";
    case ElementType::int16:
      return "int16_t";
    case ElementType::int32:
      return "int32_t";
    case ElementType::int64:
      return "int64_t";
    case ElementType::boolean:
      return "bool";
  }
  fail<InternalError>("element type {} is unknown", static_cast<int>(type));
}

std::string TableSet::add(const std::string& name, const Table& table) {
  const auto [known, is_new] = known_.try_emplace({table.type, table.alignment, table.bytes}, name);
  if (is_new) {
    tables_.push_back(table);
    tables_.back().name = name;
  }
  return known->second;
}

int64_t TableSet::bytes() const {
  int64_t sum = 0;
  for (const Table& table : tables_) sum += static_cast<int64_t>(table.bytes.size());
  return sum;
}

EmittedFile TableSet::header(const std::string& banner, const std::string& space, const std::string& stem) const {
  std::string guard = space + "_" + stem + "_H_";
  std::transform(guard.begin(), guard.end(), guard.begin(), [](unsigned char c) { return std::toupper(c); });
  std::string text = fmt::format("{}#ifndef {}\n#define {}\n\n#include <stdint.h>\n\nnamespace {} {{\n\n", banner,
                                 guard, guard, space);
  for (const Table& table : tables_)
    text += fmt::format("extern const {} {}[{}];\n", c_type_of(table.type), table.name, length(table));
  if (!tables_.empty()) text += "\n";
  return {stem + ".h", text + fmt::format("}}  // namespace {}\n\n#endif  // {}\n", space, guard)};
}

EmittedFile TableSet::source(const std::string& banner, const std::string& space, const std::string& stem) const {
  std::string text =
      fmt::format("{}#include \"{}.h\"\n\nnamespace {} {{\n\n// clang-format off\n", banner, stem, space);
  for (const Table& table : tables_)
    text += fmt::format("alignas({}) const {} {}[{}] = {{\n{}}};\n\n", table.alignment, c_type_of(table.type),
                        table.name, length(table), filled(texts_of(table)));
  return {stem + ".cpp", text + fmt::format("// clang-format on\n\n}}  // namespace {}\n", space)};
}

}  // namespace mote
