// Attributes of mean: over some dimensions, which disappear unless they are kept as 1.
#pragma once

#include "base/attributes.h"

namespace mote {

struct MeanAttributes {
  static constexpr std::string_view operator_name = "mean";

  std::vector<int32_t> axes;  // 0 is the outermost dimension; none twice
  bool keep_dimensions = false;

  void visit(auto&& field) { field("axes", axes), field("keep_dimensions", keep_dimensions); }
};

}  // namespace mote
