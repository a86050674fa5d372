// Attributes of gather: slices of the first input along a dimension, picked by the constant indices (int32 or int64)
// that are the second. The indices' shape takes the place of that dimension.
#pragma once

#include "base/attributes.h"

namespace mote {

struct GatherAttributes {
  static constexpr std::string_view operator_name = "gather";

  int32_t axis = 0;  // 0 is the outermost dimension

  void visit(auto&& field) { field("axis", axis); }
};

}  // namespace mote
