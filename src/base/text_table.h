// A table of text for a terminal: columns as wide as needed, numbers to the right.
#pragma once

#include <string>
#include <vector>

namespace mote {

class TextTable {
 public:
  explicit TextTable(std::vector<std::string> head) : rows_{std::move(head)} {}
  void row(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  // Lines no longer than `width` columns: the widest text column is cut with an ellipsis where needed.
  std::string print(size_t width = 80) const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

// 1234567 as "1,234,567".
std::string grouped(int64_t number);
// Bytes for people: "512 B", "21.4 KB" (1 KB = 1,024 bytes).
std::string byte_text(int64_t bytes);

}  // namespace mote
