// Boards read from their TOML files.
#include "target/board.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <set>

#define TOML_EXCEPTIONS 1
#include <toml++/toml.h>

#include "base/error.h"
#include "base/file.h"

namespace mote {
namespace {

// A table of the file, that knows where it stands for messages and refuses what it doesn't know.
class Section {
 public:
  Section(std::string where, const toml::table& table, std::set<std::string, std::less<>> known)
      : where_(std::move(where)), table_(table) {
    for (const auto& [key, value] : table)
      if (!known.contains(key.str())) fail("{}:{}: key '{}' is unknown", where_, value.source().begin.line, key.str());
  }

  template <class T>
  T get(std::string_view key) const {
    const std::optional<T> value = table_[key].template value<T>();
    if (!value) fail("{}: key '{}' is missing or of the wrong type", where_, key);
    return *value;
  }
  template <class T>
  T get_or(std::string_view key, T fallback) const {
    return table_.contains(key) ? get<T>(key) : fallback;
  }
  double positive(std::string_view key) const {
    const double value = get<double>(key);
    if (!(value > 0)) fail("{}: key '{}' is {}, expected more than 0", where_, key, value);
    return value;
  }
  const toml::table& table(std::string_view key) const {
    const toml::table* inner = table_[key].as_table();
    if (inner == nullptr) fail("{}: section [{}] is missing", where_, key);
    return *inner;
  }

 private:
  std::string where_;
  const toml::table& table_;
};

Memory read_memory(const std::string& where, const Section& board, const std::string& name) {
  const Section section(where, board.table(name), {"origin", "bytes", "wait_states"});
  return {name, static_cast<uint64_t>(section.get<int64_t>("origin")), static_cast<int64_t>(section.positive("bytes")),
          section.get_or<double>("wait_states", 0)};
}

}  // namespace

Board read_board(const std::filesystem::path& path) {
  const std::string where = path.string();
  const std::string text = read_text(path);
  toml::table file;
  try {
    file = toml::parse(text, where);
  } catch (const toml::parse_error& error) {
    fail("{}:{}: {}", where, error.source().begin.line, error.description());
  }
  const Section section(where, file, {"description", "core", "clock_hz", "flash", "ram", "power", "source", "note"});
  const Section power(where, section.table("power"), {"active_milliamperes", "supply_volts"});
  Board board;
  board.name = path.stem().string();
  board.description = section.get<std::string>("description");
  board.core = &core_named(section.get<std::string>("core"));
  board.clock_hz = section.positive("clock_hz");
  board.flash = read_memory(where, section, "flash");
  board.ram = read_memory(where, section, "ram");
  board.active_milliamperes = power.positive("active_milliamperes");
  board.supply_volts = power.positive("supply_volts");
  board.source = section.get<std::string>("source");
  board.note = section.get_or<std::string>("note", "");
  return board;
}

std::vector<Board> boards() {
  std::vector<Board> result;
  for (const auto& entry : std::filesystem::directory_iterator(resource("src/target/boards")))
    if (entry.path().extension() == ".toml") result.push_back(read_board(entry.path()));
  std::sort(result.begin(), result.end(), [](const Board& a, const Board& b) { return a.name < b.name; });
  return result;
}

Board board_named(std::string_view name) {
  std::vector<std::string> names;
  for (Board& board : boards()) {
    if (board.name == name) return board;
    names.push_back(board.name);
  }
  fail<UsageError>("board '{}' is unknown, expected one of {}", name, fmt::join(names, ", "));
}

}  // namespace mote
