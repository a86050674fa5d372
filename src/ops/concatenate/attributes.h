// Attributes of concatenate: the inputs one after another along a dimension in which alone they differ.
#pragma once

#include "base/attributes.h"

namespace mote {

struct ConcatenateAttributes {
  static constexpr std::string_view operator_name = "concatenate";

  int32_t axis = 0;  // 0 is the outermost dimension

  void visit(auto&& field) { field("axis", axis); }
};

}  // namespace mote
