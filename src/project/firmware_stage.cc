// Stage: firmware. In: the int8 graph, [signal], [target], [decision]. Out: C++ sources and the linked firmware.
#include <cmath>

#include "base/error.h"
#include "base/file.h"
#include "device/pipeline_program.h"
#include "project/build_stages.h"
#include "project/compile_model.h"
#include "project/pipeline_file.h"

namespace mote {
namespace {

CompileOptions compile_options(const ProjectConfig& config) {
  CompileOptions options;
  options.name = config.name;
  options.target = std::string(core_of(config.target, config.board).name);
  options.favor = favor_named(config.favor);
  options.command = "mote build " + config.name;
  return options;
}

// The smaller of what the board has and what the project allows; -1 where neither says.
int64_t limit(std::optional<int64_t> wanted, int64_t board_bytes) {
  if (!wanted) return board_bytes;
  return board_bytes < 0 ? *wanted : std::min(*wanted, board_bytes);
}

void check_budget(const char* what, int64_t used, int64_t allowed) {
  if (allowed >= 0 && used > allowed)
    fail<BudgetError>(
        "the firmware takes {} bytes of {}, {} are allowed; choose a smaller [model], or allow more in [target]", used,
        what, allowed);
}

}  // namespace

PipelineDescription describe_pipeline(const BuildContext& context, const Normalization& normalization) {
  const ProjectConfig& config = context.config;
  PipelineDescription description;
  description.chain = context.samples.chain();
  description.labels = context.samples.dataset().classes;
  description.decision = {config.smoothing,
                          static_cast<float>(config.threshold),
                          static_cast<int32_t>(std::lround(config.refractory_ms)),
                          {}};
  description.features = normalization.features;
  description.inference_ms = config.inference_ms;
  for (const std::string& label : description.labels)
    if (label.size() > 2 && label.front() == '_' && label.back() == '_')
      description.decision.unreported.push_back(label);
  return description;
}

namespace {

// What the pipeline keeps beside the arena is known only after a first compilation.
PipelineCompilation compile_to_fit(const Graph& graph, const PipelineDescription& description, CompileOptions options,
                                   int64_t flash_bytes, int64_t ram_bytes) {
  options.flash_bytes = flash_bytes;
  PipelineCompilation compilation = compile_pipeline(graph, description, options);
  if (ram_bytes < 0 || compilation.pipeline_bytes <= ram_bytes) return compilation;
  options.ram_bytes =
      std::max<int64_t>(0, ram_bytes - (compilation.pipeline_bytes - compilation.model.plan.arena_bytes));
  return compile_pipeline(graph, description, options);
}

}  // namespace

FirmwareStage firmware_stage(const BuildContext& context, const QuantizedStage& quantized) {
  const ProjectConfig& config = context.config;
  const PipelineDescription description = describe_pipeline(context, quantized.normalization);
  std::optional<Board> board;
  if (!config.board.empty()) board = board_named(config.board);
  const int64_t flash = limit(config.flash_bytes, board ? board->flash.bytes : -1);
  const int64_t ram = limit(config.ram_bytes, board ? board->ram.bytes : -1);
  const PipelineCompilation compilation =
      compile_to_fit(quantized.graph, description, compile_options(config), flash, ram);
  check_fits(compilation, flash, ram);

  const std::string key = quantized.stage.hash + context.text("signal") + context.text("target") +
                          context.text("decision") + context.text("data") + config.name;
  const StageResult stage = run_stage(context.build, "firmware", key, [&](const std::filesystem::path& folder) {
    for (const EmittedFile& file : compilation.files) write_file(folder / file.path, file.content);
    write_file(folder / "pipeline.json", print_pipeline(description));
    if (compilation.model.plan.core->is_host()) return;
    const TemporaryFolder objects;
    FirmwareOptions options;
    options.board = board;
    const Firmware firmware = build_firmware(program_of(compilation, PipelineOutput::scores), options, objects.path());
    std::filesystem::copy_file(firmware.elf, folder / "firmware.elf");
    const nlohmann::json facts = {{"flash_bytes", firmware.shipped.flash_bytes},
                                  {"ram_bytes", firmware.shipped.ram_bytes}};
    write_file(folder / "firmware.json", facts.dump(2) + "\n");
  });
  nlohmann::json facts;
  if (std::filesystem::exists(stage.folder / "firmware.json"))
    facts = nlohmann::json::parse(read_text(stage.folder / "firmware.json"));
  if (facts.contains("flash_bytes")) {
    check_budget("flash", facts["flash_bytes"], flash);
    check_budget("RAM", facts["ram_bytes"], ram);
  }
  return {stage, compilation, facts};
}

}  // namespace mote
