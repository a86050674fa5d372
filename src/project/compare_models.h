// Where two models, two builds or two targets first differ: layer by layer, element by element.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace mote {

struct CompareSide {
  std::filesystem::path model;
  std::string target = "host";  // the host runs the graph as it was imported; a device what its compiler made of it
  std::string favor = "speed";
};

struct CompareRequest {
  CompareSide first, second;
  std::vector<std::string> inputs;  // .npy files, one for each input; empty: made-up values
  int64_t samples = 4;              // of made-up values
};

// The first element of a layer's output that differs.
struct FirstDifference {
  int64_t sample = 0;
  std::vector<int64_t> place;    // within the sample, by axis
  double first = 0, second = 0;  // as stored: integers of a quantized layer
};

// A layer that both sides have.
struct LayerComparison {
  std::string name, operator_name;
  std::string mismatch;  // why the two can't be compared; empty: they were
  int64_t elements = 0, differing = 0;
  double largest = 0;  // difference, as stored
  std::optional<FirstDifference> difference;
};

struct Comparison {
  int64_t samples = 0;
  std::vector<LayerComparison> layers;               // in the order of the first side
  std::vector<std::string> only_first, only_second;  // layers that one side has: fused or removed on the other
  // The first layer that differs, or null.
  const LayerComparison* first_difference() const;
  bool equal() const;  // no layer differs, and the last one could be compared
};

// Layers are paired by name. Throws InputError where the two don't take the same inputs.
Comparison compare_models(const CompareRequest& request);

nlohmann::json to_json(const Comparison& comparison);

}  // namespace mote
