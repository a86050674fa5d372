// The report of a build: all of it as JSON, and the same as one self-contained page.
#pragma once

#include <string>

#include "project/build_stages.h"

namespace mote {

nlohmann::json report_json(const BuildContext& context, const TrainedStage& trained, const QuantizedStage& quantized,
                           const FirmwareStage& firmware, const EvaluatedStage& evaluated);

// One HTML page without anything outside it: tables, curves, confusion, memory map over time, light and dark.
std::string report_html(const nlohmann::json& report);

}  // namespace mote
