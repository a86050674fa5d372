// Parameters of mfe.
#pragma once

#include "signal/math/log_mel.h"

namespace mote {

struct MfeParameters : LogMelParameters {
  static constexpr std::string_view operator_name = "mfe";
};

}  // namespace mote
