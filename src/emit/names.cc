// Identifiers from any text.
#include "emit/names.h"

#include <cctype>

namespace mote {
namespace {

// Words of C++ and names that emitted code defines itself, each between blanks.
constexpr std::string_view reserved =
    " "
    "alignas alignof and and_eq arena_bytes asm auto bitand bitor bool break case catch char char16_t char32_t "
    "char8_t class co_await co_return co_yield compl concept const const_cast consteval constexpr constinit "
    "continue decltype default delete do double dynamic_cast else enum explicit export extern false float for "
    "friend goto if infer inline input int long main mote mutable namespace new noexcept not not_eq nullptr "
    "operator or or_eq output private protected public register reinterpret_cast requires return short signed "
    "sizeof static static_assert static_cast std struct switch template this thread_local throw true try typedef "
    "typeid typename union unsigned using virtual void volatile wchar_t while xor xor_eq ";

}  // namespace

std::string identifier_of(std::string_view text) {
  std::string name;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 128 && std::isalnum(byte))
      name += static_cast<char>(std::tolower(byte));
    else if (!name.empty() && name.back() != '_')
      name += '_';
  }
  while (!name.empty() && name.back() == '_') name.pop_back();
  if (name.empty()) name = "model";
  if (std::isdigit(static_cast<unsigned char>(name[0]))) name = "model_" + name;
  if (reserved.find(" " + name + " ") != std::string_view::npos) name += "_model";
  return name;
}

std::string type_name_of(std::string_view identifier) {
  std::string name;
  bool upper = true;
  for (const char c : identifier) {
    if (c != '_') name += upper ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
    upper = c == '_';
  }
  return name;
}

}  // namespace mote
