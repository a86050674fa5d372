// Exact text of a layer's numbers.
#include "base/lowered.h"

#include <cmath>

namespace mote::lowered_detail {

std::string text_of(float v) {
  if (std::isinf(v)) return v > 0 ? "__builtin_inff()" : "-__builtin_inff()";
  std::string text = fmt::format("{:.9g}", v);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text + "f";
}

}  // namespace mote::lowered_detail
