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

std::set<std::string, std::less<>> memory_keys(const std::string& name) {
  std::set<std::string, std::less<>> keys = {"origin", "bytes", "wait_states"};
  if (name == "flash") keys.insert({"access_bytes", "prefetches", "cache", "data_cache"});
  return keys;
}

Memory read_memory(const std::string& where, const Section& board, const std::string& name) {
  const Section section(where, board.table(name), memory_keys(name));
  return {name, static_cast<uint64_t>(section.get<int64_t>("origin")), static_cast<int64_t>(section.positive("bytes")),
          section.get_or<double>("wait_states", 0)};
}

Cache read_cache(const std::string& where, const Section& flash, const std::string& name) {
  const Section section(where, flash.table(name), {"bytes", "line_bytes", "ways"});
  Cache cache;
  cache.bytes = static_cast<int64_t>(section.positive("bytes"));
  cache.line_bytes = static_cast<int64_t>(section.positive("line_bytes"));
  cache.ways = static_cast<int64_t>(section.positive("ways"));
  if (cache.bytes % (cache.line_bytes * cache.ways) != 0)
    fail("{}: [flash.{}] has {} bytes, expected a multiple of its ways times its lines", where, name, cache.bytes);
  return cache;
}

FlashPath read_flash_path(const std::string& where, const toml::table& table) {
  const Section section(where, table, memory_keys("flash"));
  FlashPath path;
  if (table.contains("access_bytes")) path.access_bytes = static_cast<int64_t>(section.positive("access_bytes"));
  path.prefetches = section.get_or<bool>("prefetches", false);
  path.code = {path.access_bytes, path.access_bytes, 1};
  if (table.contains("cache")) path.code = read_cache(where, section, "cache");
  if (table.contains("data_cache")) path.data = read_cache(where, section, "data_cache");
  return path;
}

// A missing line is filled by accesses that wait each.
double line_wait(double wait_states, const FlashPath& path, const Cache& cache) {
  const int64_t accesses = (cache.line_bytes + path.access_bytes - 1) / path.access_bytes;
  return wait_states * static_cast<double>(accesses);
}

}  // namespace

MemoryCounts& MemoryCounts::operator+=(const MemoryCounts& other) {
  jump_misses += other.jump_misses, next_misses += other.next_misses;
  data_misses += other.data_misses, ram_reads += other.ram_reads;
  return *this;
}

MemoryCounts MemoryCounts::operator/(double divisor) const {
  return {jump_misses / divisor, next_misses / divisor, data_misses / divisor, ram_reads / divisor};
}

double Board::wait_cycles(const MemoryCounts& counts) const {
  const double code_line = line_wait(flash.wait_states, flash_path, flash_path.code);
  const double data_line =
      flash_path.data.bytes == 0 ? code_line : line_wait(flash.wait_states, flash_path, flash_path.data);
  // While a line executes, at best an instruction a cycle, the next one is on its way. Armv6-M has only those of 16
  // bits.
  const int bytes_a_cycle = core != nullptr && core->has(CoreFeature::low_registers) ? 2 : 4;
  const double hidden = flash_path.prefetches ? static_cast<double>(flash_path.code.line_bytes) / bytes_a_cycle - 1 : 0;
  const double next_line = code_line > hidden ? code_line - hidden : 0;
  return counts.jump_misses * code_line + counts.next_misses * next_line + counts.data_misses * data_line +
         counts.ram_reads * ram.wait_states;
}

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
  board.flash_path = read_flash_path(where, section.table("flash"));
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

std::vector<Board> boards_of(const Core& core) {
  std::vector<Board> result = boards();
  std::erase_if(result, [&](const Board& board) { return board.core != &core; });
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
