// Attributes of quantize: it has none, for the types and quantizations of its tensors say it all. Float or integer to
// integer.
#pragma once

#include "base/attributes.h"

namespace mote {

struct QuantizeAttributes {
  static constexpr std::string_view operator_name = "quantize";

  void visit(auto&&) {}
};

}  // namespace mote
