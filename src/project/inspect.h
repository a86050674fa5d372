// What a model is made of, for people and for programs.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "graph/graph.h"

namespace mote {

// Inputs, outputs, a row for each operator (output shape, MACs, parameters), totals; 80 columns wide.
std::string inspect_table(const Graph& graph);
nlohmann::json inspect_json(const Graph& graph);

}  // namespace mote
