// Attributes of batch_norm: (x - mean) / sqrt(variance + epsilon) * gamma + beta, along the last dimension. The inputs
// are x, gamma, beta, mean, variance. It stands in graphs that are trained; a rewrite folds it into its neighbour.
#pragma once

#include "base/attributes.h"

namespace mote {

struct BatchNormAttributes {
  static constexpr std::string_view operator_name = "batch_norm";

  float epsilon = 1e-3f;

  void visit(auto&& field) { field("epsilon", epsilon); }
};

}  // namespace mote
