// Counts the instructions that a firmware executes on its emulated machine, region by region, with our QEMU plugin.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "device/run.h"
#include "target/board.h"

namespace mote {

struct RegionCount {
  int64_t entries = 0;                 // how often the region's label was reached
  InstructionMix mix;                  // over all entries
  std::vector<MemoryCounts> memories;  // by boards_of() the core: their caches, simulated
};

struct CountedRun {
  RunResult result;
  std::vector<RegionCount> regions;  // one for each label
};

// A number that a profiling hook left in the firmware (device/elf.h): there a region begins, or counting ends.
struct RegionLabel {
  uint32_t number = 0;
  bool ends = false;
};

// Throws InternalError where a label is missing.
CountedRun count_on_device(const Firmware& firmware, const std::vector<RegionLabel>& labels,
                           std::span<const Array> inputs, const RunOptions& options = {});

// The emulator's arguments for counting: what to count in the plugin's words (plugin/counter.cc), on which core, and
// the file that it writes, which read_counts() reads.
std::vector<std::string> counter_arguments(const Core& core, const std::string& regions,
                                           const std::filesystem::path& counts);
std::vector<RegionCount> read_counts(const std::filesystem::path& counts, size_t regions);

// The labels of a compiled model with this many steps: from 0, the last of which ends the counting.
std::vector<RegionLabel> step_labels(size_t steps);

// The plugin, or nothing where it was not built.
std::optional<std::filesystem::path> counter_plugin();

}  // namespace mote
