// mote evaluate: a model's figures against labels.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/command.h"
#include "base/error.h"
#include "base/text_table.h"
#include "project/evaluate_model.h"

namespace mote {
namespace {

nlohmann::json to_json(const Evaluation& evaluation) {
  nlohmann::json json;
  if (evaluation.auc) json = {{"auc", *evaluation.auc}, {"scores", evaluation.scores}};
  if (!evaluation.classes) return json;
  const Classification& c = *evaluation.classes;
  const Interval interval = wilson_interval(c.right, c.count);
  json = {{"right", c.right},
          {"count", c.count},
          {"accuracy", c.accuracy()},
          {"macro_f1", c.macro_f1()},
          {"accuracy_interval_95", {interval.low, interval.high}},
          {"confusion", c.confusion}};
  for (const ClassFigures& f : c.per_class())
    json["classes"].push_back({{"support", f.support}, {"precision", f.precision}, {"recall", f.recall}, {"f1", f.f1}});
  return json;
}

void print_confusion(const Classification& c) {
  std::vector<std::string> head{"label"};
  for (int32_t i = 0; i < c.classes; ++i) head.push_back(fmt::format("{}", i));
  for (const char* name : {"recall", "F1"}) head.push_back(name);
  TextTable table(head);
  const std::vector<ClassFigures> figures = c.per_class();
  for (int32_t row = 0; row < c.classes; ++row) {
    std::vector<std::string> cells{fmt::format("{}", row)};
    for (int32_t column = 0; column < c.classes; ++column)
      cells.push_back(fmt::format("{}", c.confusion[row * c.classes + column]));
    cells.push_back(fmt::format("{:.3f}", figures[row].recall));
    cells.push_back(fmt::format("{:.3f}", figures[row].f1));
    table.row(cells);
  }
  fmt::print("\nconfusion (rows: label, columns: prediction)\n{}", table.print());
}

void print_text(const Evaluation& evaluation) {
  if (evaluation.auc) fmt::print("AUC {:.4f} over {} samples\n", *evaluation.auc, evaluation.scores.size());
  if (!evaluation.classes) return;
  const Classification& c = *evaluation.classes;
  const Interval interval = wilson_interval(c.right, c.count);
  fmt::print("accuracy {} of {} = {:.2f} % (95 % interval {:.2f} to {:.2f} %)\n", c.right, c.count, 100 * c.accuracy(),
             100 * interval.low, 100 * interval.high);
  fmt::print("macro F1 {:.4f}\n", c.macro_f1());
  print_confusion(c);
}

std::function<void()> declare(Arguments& arguments) {
  auto request = std::make_shared<EvaluateRequest>();
  auto json = std::make_shared<bool>(false);
  arguments.positional("MODEL", request->model, "a .tflite file, a graph in text form, or a built project");
  arguments.option("--input", request->input, "samples as .npy, the first axis counts them; uint8 feeds int8 less 128");
  arguments.option("--labels", request->labels, "a CSV file with a column 'label', one row a sample");
  arguments.option("--target", request->target, "the core; host runs the same kernels without a firmware");
  arguments.choice("--score", request->score, {"classes", "reconstruction"}, "argmax, or the error of reconstruction");
  arguments.option("--window", request->feed.window, "frames that one inference sees (slides over the second axis)");
  arguments.option("--stride", request->feed.stride, "frames from one window to the next");
  arguments.option("--input-scale", request->feed.input_scale, "a float model's input is the file's number times this");
  arguments.option("--output", request->output, "write the model's outputs to this .npy file");
  arguments.flag("--json", *json, "print the figures as JSON");
  return [request, json] {
    const Evaluation evaluation = evaluate_model(*request);
    if (*json)
      fmt::print("{}\n", to_json(evaluation).dump(2));
    else
      print_text(evaluation);
  };
}

}  // namespace

const Command& evaluate_command() {
  static const Command command{"evaluate", "Measure a model's accuracy against labels",
                               "mote evaluate model.tflite --input x.npy --labels labels.csv --target cortex-m4",
                               declare};
  return command;
}

}  // namespace mote
