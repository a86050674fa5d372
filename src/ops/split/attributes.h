// Attributes of split: the input cut along a dimension, one output for each part.
#pragma once

#include "base/attributes.h"

namespace mote {

struct SplitAttributes {
  static constexpr std::string_view operator_name = "split";

  int32_t axis = 0;            // 0 is the outermost dimension
  std::vector<int32_t> sizes;  // of the parts along it

  void visit(auto&& field) { field("axis", axis), field("sizes", sizes); }
};

}  // namespace mote
