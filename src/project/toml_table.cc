// Strict reading of mote.toml.
#include "project/toml_table.h"

#include <algorithm>
#include <charconv>
#include <numeric>

#include "base/error.h"

namespace mote {
namespace {

// Levenshtein's distance.
size_t distance(const std::string& a, const std::string& b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 0; i < a.size(); ++i) {
    size_t diagonal = row[0]++;
    for (size_t j = 0; j < b.size(); ++j) {
      const size_t above = row[j + 1];
      row[j + 1] = std::min({above + 1, row[j] + 1, diagonal + (a[i] != b[j])});
      diagonal = above;
    }
  }
  return row[b.size()];
}

struct Amount {
  double number = 0;
  std::string unit;
};

std::optional<Amount> parse_amount(const std::string& text) {
  Amount amount;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), amount.number);
  if (error != std::errc() || amount.number < 0) return std::nullopt;
  amount.unit = text.substr(static_cast<size_t>(end - text.data()));
  amount.unit.erase(0, amount.unit.find_first_not_of(' '));
  return amount;
}

std::string attribute_text(const toml::node& node) {
  if (const auto* value = node.as_string()) return value->get();
  if (const auto* value = node.as_integer()) return std::to_string(value->get());
  if (const auto* value = node.as_floating_point()) return fmt::format("{}", value->get());
  if (const auto* value = node.as_boolean()) return value->get() ? "true" : "false";
  std::vector<std::string> parts;
  if (const auto* array = node.as_array())
    for (const toml::node& element : *array) parts.push_back(attribute_text(element));
  return fmt::format("{}", fmt::join(parts, ","));
}

}  // namespace

TomlTable::TomlTable(const toml::table* table, std::string file, std::string name)
    : table_(table), file_(std::move(file)), name_(std::move(name)) {}

const toml::node* TomlTable::find(const std::string& key) {
  asked_.push_back(key);
  return table_ ? table_->get(key) : nullptr;
}

bool TomlTable::has(const std::string& key) const { return table_ && table_->contains(key); }

void TomlTable::refuse(const std::string& key, const toml::node& node, const std::string& expected) const {
  fail("{}, line {}: {}{}{} is not {}", file_, node.source().begin.line, name_, name_.empty() ? "" : ".", key,
       expected);
}

TomlTable TomlTable::table(const std::string& key) {
  const toml::node* node = find(key);
  if (node && !node->is_table()) refuse(key, *node, "a table");
  return {node ? node->as_table() : nullptr, file_, name_.empty() ? key : name_ + "." + key};
}

void TomlTable::read(const std::string& key, std::string& value) {
  const toml::node* node = find(key);
  if (!node) return;
  if (!node->is_string()) refuse(key, *node, "a string");
  value = node->as_string()->get();
}

void TomlTable::read(const std::string& key, double& value) {
  const toml::node* node = find(key);
  if (!node) return;
  if (!node->is_number()) refuse(key, *node, "a number");
  value = *node->value<double>();
}

void TomlTable::read(const std::string& key, float& value) {
  double wide = value;
  read(key, wide);
  value = static_cast<float>(wide);
}

void TomlTable::read(const std::string& key, int32_t& value) {
  const toml::node* node = find(key);
  if (!node) return;
  const auto read = node->is_integer() ? node->value<int32_t>() : std::nullopt;
  if (!read) refuse(key, *node, "a whole number");
  value = *read;
}

void TomlTable::read(const std::string& key, uint64_t& value) {
  auto narrow = static_cast<int32_t>(value);
  read(key, narrow);
  value = static_cast<uint64_t>(narrow);
}

void TomlTable::read(const std::string& key, bool& value) {
  const toml::node* node = find(key);
  if (!node) return;
  if (!node->is_boolean()) refuse(key, *node, "true or false");
  value = node->as_boolean()->get();
}

void TomlTable::read(const std::string& key, std::vector<std::string>& value) {
  const toml::node* node = find(key);
  if (!node) return;
  const toml::array* array = node->as_array();
  if (!array || !array->is_homogeneous<std::string>()) refuse(key, *node, "a list of strings");
  value.clear();
  for (const toml::node& element : *array) value.push_back(element.as_string()->get());
}

void TomlTable::read_bytes(const std::string& key, std::optional<int64_t>& value) {
  const toml::node* node = find(key);
  if (!node) return;
  const std::string text = node->is_string() ? node->as_string()->get() : attribute_text(*node);
  const auto amount = parse_amount(text);
  const double factor = !amount                                       ? 0
                        : amount->unit.empty() || amount->unit == "B" ? 1
                        : amount->unit == "KB"                        ? 1024
                        : amount->unit == "MB"                        ? 1024 * 1024
                                                                      : 0;
  if (factor == 0) refuse(key, *node, "a size such as \"64 KB\" (1 KB = 1,024 bytes)");
  value = static_cast<int64_t>(amount->number * factor);
}

void TomlTable::read_milliseconds(const std::string& key, std::optional<double>& value) {
  const toml::node* node = find(key);
  if (!node) return;
  const auto amount = parse_amount(attribute_text(*node));
  if (!amount || (amount->unit != "ms" && amount->unit != "s")) refuse(key, *node, "a time such as \"60 ms\"");
  value = amount->number * (amount->unit == "s" ? 1000 : 1);
}

void TomlTable::read(Attributes& attributes) {
  std::vector<std::string> names;
  attributes.with_fields([&](const auto& fields) {
    for (const AttributeField& field : fields) names.emplace_back(field.name);
  });
  for (const std::string& name : names) {
    const toml::node* node = find(name);
    if (!node) continue;
    try {
      attributes.set(name, attribute_text(*node));
    } catch (const InputError& error) {
      fail("{}, line {}: {}", file_, node->source().begin.line, error.what());
    }
  }
}

void TomlTable::finish() const {
  if (!table_) return;
  std::vector<std::string> unknown;
  for (const auto& [key, node] : *table_) {
    const std::string name(key.str());
    if (std::find(asked_.begin(), asked_.end(), name) != asked_.end()) continue;
    const auto nearest = std::min_element(asked_.begin(), asked_.end(), [&](const auto& a, const auto& b) {
      return distance(a, name) < distance(b, name);
    });
    const bool near = nearest != asked_.end() && distance(*nearest, name) <= 1 + name.size() / 3;
    unknown.push_back(fmt::format("'{}' (line {}{})", name, node.source().begin.line,
                                  near ? fmt::format("; did you mean '{}'?", *nearest) : ""));
  }
  if (!unknown.empty())
    fail("{}: [{}] has no key {}; it has {}", file_, name_, fmt::join(unknown, ", "), fmt::join(asked_, ", "));
}

}  // namespace mote
