// The report of a build as JSON.
#include "project/report.h"

#include "project/compile_model.h"

namespace mote {
namespace {

nlohmann::json data_json(const BuildContext& context) {
  const Dataset& dataset = context.samples.dataset();
  nlohmann::json json = {{"classes", dataset.classes},
                         {"identity", dataset.identity},
                         {"notes", dataset.notes},
                         {"kind", dataset.kind == SampleKind::audio ? "audio" : "image"},
                         {"synthesized", std::filesystem::exists(context.config.data.path / "synthesized")}};
  for (Split split : {Split::train, Split::val, Split::test})
    json["samples"][std::string(name_of(split))] = dataset.side(split).size();
  return json;
}

// Each tensor in the arena: where it stands, and from which step to which.
nlohmann::json memory_json(const Plan& plan) {
  nlohmann::json json = {{"arena_bytes", plan.arena_bytes}, {"lower_bound_bytes", plan.lower_bound_bytes}};
  for (const Step& step : plan.steps) json["steps"].push_back(plan.graph.operators[step.operator_index].name);
  for (const MemoryUse& block : plan.memory)
    json["blocks"].push_back({{"name", block.name},
                              {"offset", block.offset},
                              {"bytes", block.bytes},
                              {"first_step", block.first_step},
                              {"last_step", block.last_step}});
  return json;
}

}  // namespace

nlohmann::json report_json(const BuildContext& context, const TrainedStage& trained, const QuantizedStage& quantized,
                           const FirmwareStage& firmware, const EvaluatedStage& evaluated) {
  const ProjectConfig& config = context.config;
  nlohmann::json json = {
      {"mote", MOTE_VERSION},
      {"name", config.name},
      {"target", core_of(config.target, config.board).name},
      {"board", config.board},
      {"data", data_json(context)},
      {"signal", context.samples.chain().block.print()},
      {"model", config.architecture_parameters.print()},
      {"macs", total_macs(quantized.graph)},
      {"checked_inputs", firmware.compilation.model.checked_inputs},
      {"parameters", parameter_count(quantized.graph)},
      {"float", {{"right", trained.facts["test_right"]}, {"count", trained.facts["test_count"]}}},
      {"training", {{"curves", trained.facts["curves"]}, {"best_epoch", trained.facts["best_epoch"]}}},
      {"quantization", quantized.facts},
      {"memory", memory_json(firmware.compilation.model.plan)},
      {"firmware", firmware.facts}};
  if (config.flash_bytes) json["budget"]["flash_bytes"] = *config.flash_bytes;
  if (config.ram_bytes) json["budget"]["ram_bytes"] = *config.ram_bytes;
  json.update(evaluated.facts);
  return json;
}

}  // namespace mote
