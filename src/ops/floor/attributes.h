// Attributes of floor: it has none.
#pragma once

#include "base/attributes.h"

namespace mote {

struct FloorAttributes {
  static constexpr std::string_view operator_name = "floor";

  void visit(auto&&) {}
};

}  // namespace mote
