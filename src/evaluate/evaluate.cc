// Evaluation of a model against labels.
#include "evaluate/evaluate.h"

#include <charconv>
#include <sstream>

#include "base/csv.h"
#include "base/error.h"
#include "base/file.h"

namespace mote {
namespace {

void check_count(const Feed& feed, std::span<const int32_t> labels) {
  if (static_cast<int64_t>(labels.size()) != feed.samples)
    fail("there are {} labels for {} samples", labels.size(), feed.samples);
}

}  // namespace

std::vector<int32_t> read_labels(const std::filesystem::path& path) {
  std::istringstream text(read_text(path));
  std::string line;
  std::getline(text, line);
  const std::vector<std::string> head = csv_cells(line);
  const size_t column = std::find(head.begin(), head.end(), "label") - head.begin();
  if (column == head.size()) fail("{}, line 1: there is no column 'label'", path.string());
  std::vector<int32_t> labels;
  for (int number = 2; std::getline(text, line); ++number) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const std::vector<std::string> cells = csv_cells(line);
    const std::string cell = column < cells.size() ? cells[column] : "";
    int32_t label = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), label);
    if (error != std::errc() || end != cell.data() + cell.size())
      fail("{}, line {}: the label is '{}', expected a class number", path.string(), number, cell);
    labels.push_back(label);
  }
  return labels;
}

Evaluation evaluate_classes(const Graph& graph, const Infer& infer, const Feed& feed, std::span<const int32_t> labels) {
  check_count(feed, labels);
  if (feed.windows != 1) fail<UsageError>("windows are for scores of reconstruction; a classifier takes whole samples");
  Evaluation result;
  result.outputs = infer({feed.inputs}).at(0);
  const std::vector<float> reals = real_values(graph.output(0), result.outputs);
  const auto classes = static_cast<int32_t>(graph.output(0).elements());
  std::vector<int32_t> predictions;
  for (int64_t i = 0; i < feed.samples; ++i)
    predictions.push_back(argmax(std::span(reals).subspan(i * classes, classes)));
  result.classes = classify(labels, predictions, classes);
  return result;
}

Evaluation evaluate_reconstruction(const Graph& graph, const Infer& infer, const Feed& feed,
                                   std::span<const int32_t> labels) {
  check_count(feed, labels);
  if (graph.input(0).elements() != graph.output(0).elements())
    fail("the model's output is {}, its input {}: it does not reconstruct", to_string(graph.output(0).shape),
         to_string(graph.input(0).shape));
  Evaluation result;
  result.outputs = infer({feed.inputs}).at(0);
  const std::vector<float> given = real_values(graph.input(0), feed.inputs);
  const std::vector<float> made = real_values(graph.output(0), result.outputs);
  const size_t values = given.size() / feed.samples;  // of all windows of a sample
  for (int64_t sample = 0; sample < feed.samples; ++sample) {
    double sum = 0;
    for (size_t i = sample * values; i < (sample + 1) * values; ++i) {
      const double difference = double(made[i]) - double(given[i]);
      sum += difference * difference;
    }
    result.scores.push_back(sum / static_cast<double>(values));
  }
  result.auc = area_under_curve(labels, result.scores);
  return result;
}

}  // namespace mote
