// Attributes of tanh: it has none.
#pragma once

#include "base/attributes.h"

namespace mote {

struct TanhAttributes {
  static constexpr std::string_view operator_name = "tanh";

  void visit(auto&&) {}
};

}  // namespace mote
