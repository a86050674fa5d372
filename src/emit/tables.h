// The constant tables of the emitted code: a header (weights.h) declares them, a source holds their values.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/lowered.h"
#include "emit/emitted_file.h"

namespace mote {

// "int8_t", "float", "bool", ...
std::string_view c_type_of(ElementType type);

class TableSet {
 public:
  // Takes in the table under that name, or finds one with the same contents; returns the name to use.
  std::string add(const std::string& name, const Table& table);

  int64_t bytes() const;
  // `banner` is a comment; `space` the namespace and the include guard's stem; `stem` the files' name.
  EmittedFile header(const std::string& banner, const std::string& space, const std::string& stem = "weights") const;
  EmittedFile source(const std::string& banner, const std::string& space, const std::string& stem = "weights") const;

 private:
  std::vector<Table> tables_;  // with their full names
  std::map<std::tuple<ElementType, int, std::vector<uint8_t>>, std::string> known_;
};

}  // namespace mote
