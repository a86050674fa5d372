// Attributes of clamp, also called relu (min 0), relu6 (min 0, max 6) and the like. On int8 the output may have another
// scale than the input.
#pragma once

#include <limits>

#include "base/attributes.h"

namespace mote {

struct ClampAttributes {
  static constexpr std::string_view operator_name = "clamp";

  float min = -std::numeric_limits<float>::infinity();
  float max = std::numeric_limits<float>::infinity();

  void visit(auto&& field) { field("min", min), field("max", max); }
};

}  // namespace mote
