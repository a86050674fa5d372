// Stage: quantization after training. In: the float graph, training samples, [compress]. Out: the int8 graph.
#include "base/file.h"
#include "compress/quantize.h"
#include "graph/text.h"
#include "project/build_stages.h"

namespace mote {
namespace {

// Training samples spread evenly, not augmented.
SampleSource calibration_samples(const BuildContext& context, const Normalization& normalization) {
  const TrainingData data =
      context.samples.training_data(Split::train, normalization, false, context.config.calibration_samples);
  const auto size = static_cast<size_t>(element_count(data.shape));
  return {data.count(), [data, size](int64_t i) {
            const int64_t index[] = {i};
            Bytes bytes(size * sizeof(float));
            data.fill(index, std::nullopt, std::span(reinterpret_cast<float*>(bytes.data()), size));
            return std::vector<Bytes>{bytes};
          }};
}

void quantize_into(const BuildContext& context, const TrainedStage& trained, const std::filesystem::path& folder) {
  QuantizationOptions options;
  options.calibration = context.config.calibration;
  options.input = trained.normalization.input;
  const QuantizedModel model =
      quantize_model(trained.graph, calibration_samples(context, trained.normalization), options);
  nlohmann::json facts = {{"samples", model.report.samples}, {"agreement", model.report.agreement}};
  for (const LayerError& layer : model.report.worst(3))
    facts["worst_layers"].push_back(
        {{"name", layer.name}, {"operator", layer.operator_name}, {"signal_to_noise_db", layer.signal_to_noise_db}});
  write_file(folder / "model.mote", print(model.graph));
  write_file(folder / "quantize.json", facts.dump(2) + "\n");
}

}  // namespace

QuantizedStage quantize_stage(const BuildContext& context, const TrainedStage& trained) {
  const StageResult stage = run_stage(context.build, "quantize", trained.stage.hash + context.text("compress"),
                                      [&](const auto& folder) { quantize_into(context, trained, folder); });
  return {stage, parse_graph(read_text(stage.folder / "model.mote")), trained.normalization,
          nlohmann::json::parse(read_text(stage.folder / "quantize.json"))};
}

}  // namespace mote
