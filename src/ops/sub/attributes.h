// Attributes of sub: first - second, then the activation. Dimensions are aligned at the last; those of 1 are repeated.
// Either input may be constant.
#pragma once

#include "base/attributes.h"

namespace mote {

struct SubAttributes {
  static constexpr std::string_view operator_name = "sub";

  Activation activation = Activation::none;

  void visit(auto&& field) { field("activation", activation); }
};

}  // namespace mote
