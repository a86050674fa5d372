// Counts the instructions that a firmware executes on its emulated machine, region by region, with our QEMU plugin.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "device/run.h"

namespace mote {

struct RegionCount {
  int64_t entries = 0;  // how often the region's label was reached
  InstructionMix mix;   // over all entries
};

struct CountedRun {
  RunResult result;
  std::vector<RegionCount> regions;  // one for each label but the last, which ends the counting
};

// `labels` are symbols of the firmware in the order of their regions. Throws InternalError where one is missing.
CountedRun count_on_device(const Firmware& firmware, const std::vector<std::string>& labels,
                           std::span<const Array> inputs, const RunOptions& options = {});

// The labels of a compiled model with this many steps: mote_step_0 ... mote_step_N.
std::vector<std::string> step_labels(size_t steps);

// The plugin, or nothing where it was not built.
std::optional<std::filesystem::path> counter_plugin();

}  // namespace mote
