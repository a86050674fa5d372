// Strict reading of a table of mote.toml: every key must be one that somebody asks for, with a value of its type.
#pragma once

#include <toml++/toml.h>

#include <optional>
#include <string>
#include <vector>

#include "base/attributes.h"

namespace mote {

class TomlTable {
 public:
  // `file` is for messages. A table that is missing reads as empty.
  TomlTable(const toml::table* table, std::string file, std::string name);

  TomlTable table(const std::string& key);
  bool has(const std::string& key) const;

  // Each leaves the value as it is where the key is missing, and throws InputError with the line for a wrong type.
  void read(const std::string& key, std::string& value);
  void read(const std::string& key, double& value);
  void read(const std::string& key, float& value);
  void read(const std::string& key, int32_t& value);
  void read(const std::string& key, uint64_t& value);
  void read(const std::string& key, bool& value);
  void read(const std::string& key, std::vector<std::string>& value);
  void read_bytes(const std::string& key, std::optional<int64_t>& value);        // "64 KB", "1 MB" or a number
  void read_milliseconds(const std::string& key, std::optional<double>& value);  // "60 ms", "1.5 s"
  // Every field of the attributes that the table has.
  void read(Attributes& attributes);

  // Throws InputError naming every key that nobody asked for, with the nearest that exists.
  void finish() const;

 private:
  const toml::node* find(const std::string& key);
  [[noreturn]] void refuse(const std::string& key, const toml::node& node, const std::string& expected) const;

  const toml::table* table_;
  std::string file_, name_;
  std::vector<std::string> asked_;
};

}  // namespace mote
