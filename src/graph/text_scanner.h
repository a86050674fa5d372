// A cursor over the text form of a graph: blanks, comments, words, quoted names, and the line for messages.
#pragma once

#include <charconv>
#include <string>
#include <string_view>

#include "base/error.h"

namespace mote {

class TextScanner {
 public:
  explicit TextScanner(std::string_view text) : text_(text) {}

  template <class... Arguments>
  [[noreturn]] void refuse(fmt::format_string<Arguments...> text, Arguments&&... arguments) const {
    fail("line {}: {}", line_, fmt::format(text, std::forward<Arguments>(arguments)...));
  }

  // The next character of the line, '\n' at its end and at the end of the text.
  char peek() {
    skip_blanks();
    return current();
  }

  // Passes over line ends, empty lines and comments; false at the end of the text.
  bool skip_lines() {
    while (peek() == '\n') {
      if (at_end()) return false;
      ++position_, ++line_;
    }
    return true;
  }

  bool accept(char c) {
    if (peek() != c) return false;
    ++position_;
    return true;
  }
  void expect(char c) {
    if (accept(c)) return;
    if (current() == '\n') refuse("the line ends, expected '{}'", c);
    refuse("unexpected '{}', expected '{}'", current(), c);
  }
  // Only right here, and only if the word goes on behind it: "1,2" is a list, "1, %2" is not.
  bool accept_within_word(char c) {
    const char next = position_ + 1 < text_.size() ? text_[position_ + 1] : '\n';
    if (current() != c || next == '\n' || is_blank(next)) return false;
    ++position_;
    return true;
  }
  void expect_line_end() {
    if (peek() != '\n') refuse("unexpected '{}', expected the end of the line", current());
  }

  // Characters up to a blank, the end of the line or one of `stops`; `what` names it where there is none.
  std::string_view word(std::string_view stops, std::string_view what) {
    skip_blanks();
    const std::string_view found = value(stops);
    if (found.empty()) refuse("expected {}", what);
    return found;
  }

  // The same from right here, and possibly empty.
  std::string_view value(std::string_view stops = "") {
    const size_t start = position_;
    while (current() != '\n' && !is_blank(current()) && stops.find(current()) == std::string_view::npos) ++position_;
    return text_.substr(start, position_ - start);
  }

  std::string quoted() {
    expect('"');
    std::string result;
    while (current() != '"') {
      if (current() == '\n') refuse("a name lacks its closing quote");
      const char c = text_[position_++];
      result += c == '\\' ? escaped() : c;
    }
    ++position_;
    return result;
  }

 private:
  static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }
  bool at_end() const { return position_ >= text_.size(); }
  char current() const { return at_end() ? '\n' : text_[position_]; }

  void skip_blanks() {
    while (is_blank(current())) ++position_;
    if (current() == '#')
      while (current() != '\n') ++position_;
  }

  char escaped() {
    const char c = current();
    if (c == '\n') refuse("a name lacks its closing quote");
    ++position_;
    if (c == '"' || c == '\\') return c;
    const std::string_view digits = text_.substr(std::min(position_, text_.size())).substr(0, 2);
    unsigned code = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
    if (c != 'x' || digits.size() != 2 || error != std::errc() || end != digits.data() + 2)
      refuse("unknown escape in a name, expected \\\", \\\\ or \\x and two hexadecimal digits");
    position_ += 2;
    return static_cast<char>(code);
  }

  std::string_view text_;
  size_t position_ = 0;
  int line_ = 1;
};

}  // namespace mote
