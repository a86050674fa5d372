// What a compiled model costs on a device: instructions by layer, cycles by the core's model, flash, RAM and stack,
// time and energy on each board with that core.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>

#include "device/count.h"

namespace mote {

struct LayerProfile {
  std::string name;                    // where it came from
  std::string operator_name;           // "conv2d"
  std::string kernel;                  // "int8_dsp"
  InstructionMix mix;                  // of one inference
  double cycles = 0;                   // estimated
  std::vector<MemoryCounts> memories;  // by boards_of() the core
  int64_t macs = 0;
  int64_t weight_bytes = 0;
};

struct BoardEstimate {
  std::string board;
  double milliseconds = 0, microjoules = 0;  // of one inference, by the core's cycle model and the board's memories
  double zero_wait_milliseconds = 0;         // by the core's cycle model alone
  double wait_cycles = 0;                    // the difference
  bool fits = false;                         // flash and RAM, the stack included
};

struct Profile {
  std::string model, target;
  InstructionMix mix;        // of one inference
  double cycles = 0;         // estimated
  int64_t flash_bytes = 0;   // of what ships: model, kernels, weights and helpers, without runner
  int64_t weight_bytes = 0;  // of these, tables
  int64_t ram_bytes = 0;     // arena and variables; the stack comes on top
  int64_t arena_bytes = 0;
  int64_t stack_bytes = 0;                       // the deepest that infer() needed
  std::optional<int64_t> predicted_stack_bytes;  // the deepest that its instructions could need, where that is known
  int64_t runner_flash_bytes = 0;  // what vector table, start-up code and runner add in the emulated firmware
  std::string memory;              // what decides the arena's size, in words
  std::vector<LayerProfile> layers;
  std::vector<BoardEstimate> boards;
};

struct ProfileOptions {
  int64_t samples = 1;        // of made-up input; the result is their mean
  std::vector<Array> inputs;  // given instead
  double timeout_seconds = 600;
  Compiler compiler = Compiler::gcc;
};

// Builds, boots and counts. Throws UsageError where the compilation is for the host.
Profile profile_on_device(const Compilation& compilation, const ProfileOptions& options = {});

// The same of a firmware built before, from the same compilation.
Profile profile_on_device(const Compilation& compilation, const Firmware& firmware, const ProfileOptions& options);

// The parts of it: layers from the regions of the plan's steps, one inference each; and their sum with the memory.
std::vector<LayerProfile> layer_profiles(const Plan& plan, std::span<const RegionCount> regions);
Profile assemble_profile(const Plan& plan, const Firmware& firmware, const RunResult& run,
                         std::vector<LayerProfile> layers);

nlohmann::json to_json(const Profile& profile);

// Deterministic values for an input: uniform bytes, or floats from -1 to 1.
Array made_up_input(const ProgramPort& port, int64_t samples, uint32_t seed = 1);

// Time and energy of `cycles` on every board with this core, which waits for its memories as `memories` says.
std::vector<BoardEstimate> estimate_boards(const Core& core, double cycles, std::span<const MemoryCounts> memories,
                                           int64_t flash_bytes, int64_t ram_bytes);

// Sums of both, board by board.
void add_memories(std::vector<MemoryCounts>& sum, std::span<const MemoryCounts> memories);

}  // namespace mote
