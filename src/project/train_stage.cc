// Stage: training. In: recordings, [signal], [augment], [model], [train]. Out: a float graph, its curves, its accuracy.
#include "base/error.h"
#include "base/file.h"
#include "evaluate/metrics.h"
#include "graph/text.h"
#include "project/build_stages.h"
#include "train/architecture.h"

namespace mote {
namespace {

nlohmann::json curves_json(const TrainingResult& result) {
  nlohmann::json curves = nlohmann::json::array();
  for (const EpochRecord& epoch : result.curves)
    curves.push_back(
        {{"train_loss", epoch.train_loss}, {"val_loss", epoch.val_loss}, {"val_accuracy", epoch.val_accuracy}});
  return curves;
}

Classification judge(Trainer& trainer, const Graph& graph, const TrainingData& data) {
  const std::vector<float> outputs = trainer.predict(graph, data);
  std::vector<int32_t> predictions;
  for (int64_t i = 0; i < data.count(); ++i)
    predictions.push_back(argmax(std::span(outputs).subspan(i * data.classes, data.classes)));
  return classify(data.labels, predictions, data.classes);
}

void train_into(const BuildContext& context, const std::filesystem::path& folder) {
  const ProjectSamples& samples = context.samples;
  const Normalization normalization = samples.measure_normalization();
  const TrainingData train = samples.training_data(Split::train, normalization, true);
  const TrainingData val = samples.training_data(Split::val, normalization, false);
  const TrainingData test = samples.training_data(Split::test, normalization, false);

  TrainingOptions options = context.config.train;
  options.checkpoint = context.build / "checkpoint";
  const Graph initial = architecture_named(context.config.architecture)
                            .build(context.config.architecture_parameters, {train.shape, train.classes}, options.seed);
  const auto trainer = load_trainer();
  const TrainingResult result = trainer->train(initial, train, val, options);
  const Classification judged = judge(*trainer, result.graph, test);

  const nlohmann::json facts = {{"curves", curves_json(result)},
                                {"best_epoch", result.best_epoch},
                                {"test_right", judged.right},
                                {"test_count", judged.count},
                                {"parameters", parameter_count(result.graph)},
                                {"normalization", to_json(normalization)}};
  write_file(folder / "float.mote", print(result.graph));
  write_file(folder / "train.json", facts.dump(2) + "\n");
}

}  // namespace

nlohmann::json to_json(const Normalization& n) {
  return {{"scale", n.features.scale()},
          {"zero_point", n.features.zero_point()},
          {"input_scale", n.input.scale()},
          {"input_zero_point", n.input.zero_point()},
          {"mean", n.mean},
          {"deviation", n.deviation},
          {"low", n.low},
          {"high", n.high}};
}

Normalization normalization_of(const nlohmann::json& json) {
  Normalization n;
  n.features = {{json.at("scale").get<float>()}, {json.at("zero_point").get<int32_t>()}, 0};
  n.input = {{json.at("input_scale").get<float>()}, {json.at("input_zero_point").get<int32_t>()}, 0};
  n.mean = json.at("mean"), n.deviation = json.at("deviation"), n.low = json.at("low"), n.high = json.at("high");
  return n;
}

TrainedStage train_stage(const BuildContext& context) {
  const std::string key = context.samples.dataset().identity + context.text("data") + context.text("signal") +
                          context.text("augment") + context.text("model") + context.text("train");
  const StageResult stage =
      run_stage(context.build, "train", key, [&](const auto& folder) { train_into(context, folder); });
  std::filesystem::remove(context.build / "checkpoint");
  const auto facts = nlohmann::json::parse(read_text(stage.folder / "train.json"));
  return {stage, parse_graph(read_text(stage.folder / "float.mote")), normalization_of(facts.at("normalization")),
          facts};
}

}  // namespace mote
