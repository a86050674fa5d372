// Running under the counter, and reading what it wrote.
#include "device/count.h"

#include <fmt/format.h>

#include <sstream>

#include "base/file.h"
#include "device/machine.h"

namespace mote {
namespace {

// "ADDRESS:REGION+...", regions that end the counting with a dot.
std::string label_argument(const ElfFacts& facts, const std::vector<RegionLabel>& labels) {
  std::string text;
  for (size_t region = 0; region < labels.size(); ++region) {
    bool found = false;
    for (const ElfFacts::Label& label : facts.labels) {
      if (label.number != labels[region].number || label.address == 0) continue;
      found = true;
      text +=
          fmt::format("{}{:x}:{:x}{}", text.empty() ? "" : "+", label.address, region, labels[region].ends ? "." : "");
    }
    ensure(found, "the firmware has no label {}", labels[region].number);
  }
  return text;
}

// A comma in the path of an option of QEMU is written twice.
std::string escaped(const std::filesystem::path& path) {
  std::string text;
  for (char letter : path.string()) text += letter == ',' ? ",," : std::string(1, letter);
  return text;
}

std::string cache_text(const Cache& cache) {
  return fmt::format("{}:{}:{}", cache.bytes, std::max<int64_t>(cache.line_bytes, 1), cache.ways);
}

// In the words of simulated_memory.h.
std::string memory_argument(const Core& core) {
  const Memory flash = machine_for(core).memories.flash;
  std::string text = fmt::format("{:x}:{:x}", flash.origin, flash.origin + static_cast<uint64_t>(flash.bytes));
  for (const Board& board : boards_of(core))
    text += fmt::format("+{}:{}", cache_text(board.flash_path.code), cache_text(board.flash_path.data));
  return text;
}

// "data_misses_2" belongs to the third board.
void note_misses(const std::string& column, double value, std::vector<MemoryCounts>& memories) {
  static const std::pair<std::string_view, double MemoryCounts::*> fields[] = {
      {"jump_misses_", &MemoryCounts::jump_misses},
      {"next_misses_", &MemoryCounts::next_misses},
      {"data_misses_", &MemoryCounts::data_misses}};
  for (const auto& [name, member] : fields) {
    if (!column.starts_with(name)) continue;
    const size_t board = std::stoul(column.substr(name.size()));
    if (memories.size() <= board) memories.resize(board + 1);
    memories[board].*member = value;
  }
}

}  // namespace

std::vector<RegionCount> read_counts(const std::filesystem::path& path, size_t regions) {
  std::istringstream lines(read_text(path));
  std::string line, name;
  std::getline(lines, line);
  std::vector<std::string> columns;
  for (std::istringstream header(line); header >> name;) columns.push_back(name);
  std::vector<RegionCount> counts;
  while (counts.size() < regions && std::getline(lines, line)) {
    RegionCount count;
    std::istringstream values(line);
    double ram_reads = 0;
    for (const std::string& column : columns) {
      double value = 0;
      values >> value;
      if (column == "entries") count.entries = static_cast<int64_t>(value);
      for (const MixField& field : mix_fields())
        if (field.name == column) count.mix.*field.member = value;
      if (column == "ram_reads") ram_reads = value;
      note_misses(column, value, count.memories);
    }
    for (MemoryCounts& memory : count.memories) memory.ram_reads = ram_reads;
    counts.push_back(count);
  }
  ensure(counts.size() == regions, "the counter wrote {} regions, expected {}", counts.size(), regions);
  return counts;
}

std::vector<std::string> counter_arguments(const Core& core, const std::string& regions,
                                           const std::filesystem::path& counts) {
  const auto plugin = counter_plugin();
  if (!plugin) fail("mote_counter.so is not beside the command; build it with ./dev build");
  return {"-plugin",
          fmt::format("{},{},memory={},out={}", escaped(*plugin), regions, memory_argument(core), escaped(counts))};
}

std::optional<std::filesystem::path> counter_plugin() {
  const auto beside = std::filesystem::read_symlink("/proc/self/exe").parent_path() / "mote_counter.so";
  if (std::filesystem::exists(beside)) return beside;
  if (std::filesystem::exists(MOTE_COUNTER)) return MOTE_COUNTER;
  return std::nullopt;
}

std::vector<RegionLabel> step_labels(size_t steps) {
  std::vector<RegionLabel> labels;
  for (size_t i = 0; i <= steps; ++i) labels.push_back({first_step_label + static_cast<uint32_t>(i), i == steps});
  return labels;
}

CountedRun count_on_device(const Firmware& firmware, const std::vector<RegionLabel>& labels,
                           std::span<const Array> inputs, const RunOptions& options) {
  ensure(!labels.empty(), "there is nothing to count");
  const TemporaryFolder folder;
  const std::filesystem::path counts = folder.path() / "counts.txt";
  RunOptions counting = options;
  counting.emulator_arguments =
      counter_arguments(*firmware.program.core, "labels=" + label_argument(firmware.facts, labels), counts);
  CountedRun run;
  run.result = run_on_device(firmware, inputs, counting);
  run.regions = read_counts(counts, labels.size());
  return run;
}

}  // namespace mote
