// Parameters of mfcc. With its defaults it is the front end of the MLPerf Tiny keyword benchmark, but for that one's
// division by the clip's maximum, which no stream can do.
#pragma once

#include "signal/math/log_mel.h"

namespace mote {

struct MfccParameters : LogMelParameters {
  static constexpr std::string_view operator_name = "mfcc";
  int32_t coefficients = 10;

  MfccParameters() { high_hz = 4000, magnitude = true; }
  void visit(auto&& field) {
    LogMelParameters::visit(field);
    field("coefficients", coefficients);
  }
};

}  // namespace mote
