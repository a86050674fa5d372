// Attributes of reshape: the same elements, in the same order, in another shape (also what other formats call squeeze,
// expand_dims and flatten).
#pragma once

#include "base/attributes.h"

namespace mote {

struct ReshapeAttributes {
  static constexpr std::string_view operator_name = "reshape";

  std::vector<int32_t> shape;  // of the output, every dimension at least 1; empty: a scalar

  void visit(auto&& field) { field("shape", shape); }
};

}  // namespace mote
