// Attributes of pad: elements added before and after each dimension.
#pragma once

#include "base/attributes.h"

namespace mote {

struct PadAttributes {
  static constexpr std::string_view operator_name = "pad";

  std::vector<int32_t> before, after;  // one for each dimension
  float value = 0.0f;                  // what is added, as a real number; integers quantize it like the input

  void visit(auto&& field) { field("before", before), field("after", after), field("value", value); }
};

}  // namespace mote
