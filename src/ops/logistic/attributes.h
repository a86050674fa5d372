// Attributes of logistic, 1 / (1 + exp(-x)): it has none.
#pragma once

#include "base/attributes.h"

namespace mote {

struct LogisticAttributes {
  static constexpr std::string_view operator_name = "logistic";

  void visit(auto&&) {}
};

}  // namespace mote
