// Parameters of raw.
#pragma once

#include "base/attributes.h"

namespace mote {

struct RawParameters {
  static constexpr std::string_view operator_name = "raw";
  float hop_ms = 20;  // samples are taken in pieces of this length; the features don't depend on it

  void visit(auto&& field) { field("hop_ms", hop_ms); }
};

}  // namespace mote
