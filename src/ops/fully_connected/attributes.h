// Attributes of fully_connected: input of any shape, read as rows of `in` elements; weights [out, in], optional bias.
// The output is [rows, out], or any shape of as many elements whose last dimension is `out`.
#pragma once

#include "base/attributes.h"

namespace mote {

struct FullyConnectedAttributes {
  static constexpr std::string_view operator_name = "fully_connected";

  Activation activation = Activation::none;

  void visit(auto&& field) { field("activation", activation); }
};

}  // namespace mote
