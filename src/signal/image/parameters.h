// Parameters of image.
#pragma once

#include "base/attributes.h"

namespace mote {

struct ImageParameters {
  static constexpr std::string_view operator_name = "image";
  float black = 0, white = 1;  // the real numbers that the pixels 0 and 255 stand for

  void visit(auto&& field) { field("black", black), field("white", white); }
};

}  // namespace mote
