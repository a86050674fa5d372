// Attributes of dequantize: it has none, for its input carries the scale. Integer to float.
#pragma once

#include "base/attributes.h"

namespace mote {

struct DequantizeAttributes {
  static constexpr std::string_view operator_name = "dequantize";

  void visit(auto&&) {}
};

}  // namespace mote
