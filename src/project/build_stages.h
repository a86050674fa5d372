// What each stage of a build gives to those after it.
#pragma once

#include <nlohmann/json.hpp>

#include "device/firmware.h"
#include "emit/pipeline.h"
#include "project/samples.h"
#include "project/stage.h"

namespace mote {

// What every stage knows: the project, its data, and where results stand.
struct BuildContext {
  BuildContext(const ProjectConfig& project, const std::filesystem::path& build_folder)
      : config(project), build(build_folder), samples(project) {}
  // The text of a table of mote.toml, for a key.
  std::string text(const std::string& table) const {
    const auto found = config.texts.find(table);
    return found == config.texts.end() ? "" : found->second;
  }

  ProjectConfig config;
  std::filesystem::path build;
  ProjectSamples samples;
};

struct TrainedStage {
  StageResult stage;
  Graph graph;
  Normalization normalization;
  nlohmann::json facts;  // curves, best epoch, accuracy of the float graph on the test side
};

struct QuantizedStage {
  StageResult stage;
  Graph graph;
  Normalization normalization;
  nlohmann::json facts;  // samples, worst layers
};

struct FirmwareStage {
  StageResult stage;
  PipelineCompilation compilation;
  nlohmann::json facts;  // flash, RAM
};

struct EvaluatedStage {
  StageResult stage;
  nlohmann::json facts;  // accuracy on host and device, confusion, profile
};

// Speaks the words of [data] synthesize into a folder of the build, and says so.
std::filesystem::path synthesized_data(const ProjectConfig& config, const std::filesystem::path& build);

TrainedStage train_stage(const BuildContext& context);
QuantizedStage quantize_stage(const BuildContext& context, const TrainedStage& trained);
FirmwareStage firmware_stage(const BuildContext& context, const QuantizedStage& quantized);
EvaluatedStage evaluate_stage(const BuildContext& context, const QuantizedStage& quantized,
                              const FirmwareStage& firmware);

// How the project's pipeline is described to the compiler.
PipelineDescription describe_pipeline(const BuildContext& context, const Normalization& normalization);

nlohmann::json to_json(const Normalization& normalization);
Normalization normalization_of(const nlohmann::json& json);

}  // namespace mote
