// A model against labels: as a classifier, or by how badly it reconstructs its input (anomaly).
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "evaluate/feed.h"
#include "evaluate/infer.h"
#include "evaluate/metrics.h"

namespace mote {

// The column `label` of a CSV file with a head line, one row a sample. Throws InputError with the line.
std::vector<int32_t> read_labels(const std::filesystem::path& path);

struct Evaluation {
  Array outputs;                          // the first output of every inference
  std::optional<Classification> classes;  // of a classifier
  std::vector<double> scores;             // of reconstruction: one a sample
  std::optional<double> auc;              // of reconstruction
};

// Argmax of the first output (lowest index on a tie) against the labels.
Evaluation evaluate_classes(const Graph& graph, const Infer& infer, const Feed& feed, std::span<const int32_t> labels);

// Score of a sample: the mean over its windows of the mean of (output - input)^2 in real numbers; labels 1 are
// anomalies.
Evaluation evaluate_reconstruction(const Graph& graph, const Infer& infer, const Feed& feed,
                                   std::span<const int32_t> labels);

}  // namespace mote
