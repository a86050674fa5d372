// Attributes of softmax: exp(beta * x) over its sum, along the last dimension.
#pragma once

#include "base/attributes.h"

namespace mote {

struct SoftmaxAttributes {
  static constexpr std::string_view operator_name = "softmax";

  float beta = 1.0f;

  void visit(auto&& field) { field("beta", beta); }
};

}  // namespace mote
