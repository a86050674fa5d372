// Printing and parsing of attribute fields.
#include "base/attributes.h"

#include <algorithm>
#include <charconv>
#include <span>

namespace mote {
namespace {

constexpr std::string_view activation_names[] = {"none", "relu", "relu6", "relu_n1_to_1"};

struct Print {
  std::string operator()(int32_t* value) const { return fmt::format("{}", *value); }
  std::string operator()(float* value) const { return fmt::format("{}", *value); }
  std::string operator()(bool* value) const { return *value ? "true" : "false"; }
  std::string operator()(Activation* value) const { return std::string(activation_names[static_cast<int>(*value)]); }
  std::string operator()(std::vector<int32_t>* value) const { return fmt::format("{}", fmt::join(*value, ",")); }
};

template <class T>
bool parse_number(std::string_view text, T& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

// Each returns whether the text was a value of the field's type.
struct Parse {
  std::string_view text;
  bool operator()(int32_t* value) const { return parse_number(text, *value); }
  bool operator()(float* value) const { return parse_number(text, *value); }
  bool operator()(bool* value) const { return (*value = text == "true") || text == "false"; }
  bool operator()(Activation* value) const {
    const auto* found = std::find(std::begin(activation_names), std::end(activation_names), text);
    if (found == std::end(activation_names)) return false;
    *value = static_cast<Activation>(found - std::begin(activation_names));
    return true;
  }
  bool operator()(std::vector<int32_t>* value) const {
    value->clear();
    for (std::string_view rest = text; !rest.empty();) {
      const size_t comma = std::min(rest.find(','), rest.size());
      if (!parse_number(rest.substr(0, comma), value->emplace_back())) return false;
      rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    return true;
  }
};

}  // namespace

std::string Attributes::print() const {
  std::vector<AttributeField> fields, defaults;
  const auto copy = held_->clone(), plain = held_->defaults();
  copy->list(fields);
  plain->list(defaults);
  std::string text(operator_name());
  for (size_t i = 0; i < fields.size(); ++i) {
    const std::string value = std::visit(Print{}, fields[i].value);
    if (value != std::visit(Print{}, defaults[i].value)) text += fmt::format(" {}={}", fields[i].name, value);
  }
  return text;
}

void Attributes::set(std::string_view field, std::string_view value) {
  *this = with_fields([&](std::span<AttributeField> fields) {
    const auto found = std::find_if(fields.begin(), fields.end(), [&](const auto& f) { return f.name == field; });
    if (found == fields.end()) fail("{} has no attribute '{}'", operator_name(), field);
    if (!std::visit(Parse{value}, found->value)) fail("{}: attribute '{}' can't be '{}'", operator_name(), field, value);
  });
}

}  // namespace mote
