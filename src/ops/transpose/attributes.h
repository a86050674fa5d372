// Attributes of transpose: dimension i of the output is dimension permutation[i] of the input.
#pragma once

#include "base/attributes.h"

namespace mote {

struct TransposeAttributes {
  static constexpr std::string_view operator_name = "transpose";

  std::vector<int32_t> permutation;

  void visit(auto&& field) { field("permutation", permutation); }
};

}  // namespace mote
