// From counted regions to a profile.
#include "device/profile.h"

#include <random>

#include "base/file.h"
#include "device/stack_depth.h"

namespace mote {
namespace {

InstructionMix mean_of(const RegionCount& region) {
  InstructionMix mix = region.mix;
  for (const MixField& field : mix_fields()) mix.*field.member /= static_cast<double>(region.entries);
  return mix;
}

LayerProfile layer_profile(const Plan& plan, const Step& step, const RegionCount& region) {
  const Operator& op = plan.op(step);
  ensure(region.entries > 0, "layer '{}' was never reached", op.name);
  LayerProfile layer;
  layer.name = op.name;
  layer.operator_name = op.attributes.operator_name();
  layer.kernel = step.variant->name;
  layer.mix = mean_of(region);
  for (const MemoryCounts& memory : region.memories)
    layer.memories.push_back(memory / static_cast<double>(region.entries));
  layer.cycles = plan.core->cycles(layer.mix);
  layer.macs = definition_of(op.attributes).macs(call_of(plan.graph, op));
  for (const Table& table : step.lowered.tables) layer.weight_bytes += static_cast<int64_t>(table.bytes.size());
  return layer;
}

}  // namespace

Array made_up_input(const ProgramPort& port, int64_t samples, uint32_t seed) {
  Array array{port.type, {samples}, {}};
  array.shape.insert(array.shape.end(), port.shape.begin(), port.shape.end());
  array.bytes.resize(static_cast<size_t>(samples * port.bytes()));
  std::mt19937 random(seed);
  if (port.type == ElementType::float32) {
    for (size_t at = 0; at < array.bytes.size(); at += sizeof(float)) {
      const float value = static_cast<float>(static_cast<int32_t>(random())) / 2147483648.0f;
      std::memcpy(array.bytes.data() + at, &value, sizeof value);
    }
  } else {
    for (uint8_t& byte : array.bytes) byte = static_cast<uint8_t>(random() >> 24);
  }
  return array;
}

std::vector<BoardEstimate> estimate_boards(const Core& core, double cycles, std::span<const MemoryCounts> memories,
                                           int64_t flash_bytes, int64_t ram_bytes) {
  std::vector<BoardEstimate> estimates;
  for (const Board& board : boards_of(core)) {
    const double waits = estimates.size() < memories.size() ? board.wait_cycles(memories[estimates.size()]) : 0;
    const bool fits = flash_bytes <= board.flash.bytes && ram_bytes <= board.ram.bytes;
    estimates.push_back({board.name, board.milliseconds(cycles + waits), board.microjoules(cycles + waits),
                         board.milliseconds(cycles), waits, fits});
  }
  return estimates;
}

void add_memories(std::vector<MemoryCounts>& sum, std::span<const MemoryCounts> memories) {
  if (sum.size() < memories.size()) sum.resize(memories.size());
  for (size_t i = 0; i < memories.size(); ++i) sum[i] += memories[i];
}

std::vector<LayerProfile> layer_profiles(const Plan& plan, std::span<const RegionCount> regions) {
  std::vector<LayerProfile> layers;
  for (size_t i = 0; i < plan.steps.size(); ++i) layers.push_back(layer_profile(plan, plan.steps[i], regions[i]));
  return layers;
}

Profile assemble_profile(const Plan& plan, const Firmware& firmware, const RunResult& run,
                         std::vector<LayerProfile> layers) {
  Profile profile;
  profile.model = firmware.program.name;
  profile.target = plan.core->name;
  std::vector<MemoryCounts> memories;
  for (const LayerProfile& layer : layers) {
    profile.mix += layer.mix, profile.cycles += layer.cycles;
    add_memories(memories, layer.memories);
  }
  profile.layers = std::move(layers);
  profile.flash_bytes = firmware.shipped.flash_bytes;
  profile.weight_bytes = firmware.program.weight_bytes;
  profile.ram_bytes = firmware.shipped.ram_bytes;
  profile.arena_bytes = firmware.program.arena_bytes;
  profile.stack_bytes = run.stack_bytes.value_or(0);
  profile.predicted_stack_bytes = predicted_stack_bytes(*plan.core, firmware.elf, "_ZN11mote_runner4stepEv");
  profile.memory = peak_text(plan);
  profile.runner_flash_bytes = firmware.facts.flash_bytes() - firmware.shipped.flash_bytes;
  profile.boards = estimate_boards(*plan.core, profile.cycles, memories, profile.flash_bytes,
                                   profile.ram_bytes + profile.stack_bytes);
  return profile;
}

Profile profile_on_device(const Compilation& compilation, const Firmware& firmware, const ProfileOptions& options) {
  const Plan& plan = compilation.plan;
  if (plan.core->is_host()) fail<UsageError>("the host's instructions are not counted; choose a device with --target");
  std::vector<Array> inputs = options.inputs;
  if (inputs.empty())
    for (const ProgramPort& port : firmware.program.inputs) inputs.push_back(made_up_input(port, options.samples));
  const CountedRun run =
      count_on_device(firmware, step_labels(plan.steps.size()), inputs, {.timeout_seconds = options.timeout_seconds});
  return assemble_profile(plan, firmware, run.result, layer_profiles(plan, run.regions));
}

Profile profile_on_device(const Compilation& compilation, const ProfileOptions& options) {
  const TemporaryFolder folder;
  return profile_on_device(compilation, build_firmware(compilation, {.compiler = options.compiler}, folder.path()),
                           options);
}

nlohmann::json to_json(const Profile& profile) {
  nlohmann::json json = {{"model", profile.model},
                         {"target", profile.target},
                         {"instructions", std::llround(profile.mix.total)},
                         {"cycles", std::llround(profile.cycles)},
                         {"flash_bytes", profile.flash_bytes},
                         {"weight_bytes", profile.weight_bytes},
                         {"ram_bytes", profile.ram_bytes},
                         {"arena_bytes", profile.arena_bytes},
                         {"stack_bytes", profile.stack_bytes},
                         {"runner_flash_bytes", profile.runner_flash_bytes},
                         {"memory", profile.memory}};
  if (profile.predicted_stack_bytes) json["predicted_stack_bytes"] = *profile.predicted_stack_bytes;
  for (const MixField& field : mix_fields()) json["mix"][std::string(field.name)] = profile.mix.*field.member;
  json["layers"] = nlohmann::json::array();
  for (const LayerProfile& layer : profile.layers)
    json["layers"].push_back({{"name", layer.name},
                              {"operator", layer.operator_name},
                              {"kernel", layer.kernel},
                              {"instructions", std::llround(layer.mix.total)},
                              {"cycles", std::llround(layer.cycles)},
                              {"macs", layer.macs},
                              {"weight_bytes", layer.weight_bytes}});
  json["boards"] = nlohmann::json::array();
  for (const BoardEstimate& board : profile.boards)
    json["boards"].push_back({{"board", board.board},
                              {"milliseconds", board.milliseconds},
                              {"zero_wait_milliseconds", board.zero_wait_milliseconds},
                              {"wait_cycles", std::llround(board.wait_cycles)},
                              {"microjoules", board.microjoules},
                              {"fits", board.fits}});
  return json;
}

}  // namespace mote
