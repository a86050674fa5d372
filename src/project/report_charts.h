// The report's pictures, as inline SVG.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace mote {

// Text as HTML shows it.
std::string escaped(const std::string& text);

// Loss of train and val, and val accuracy, by epoch.
std::string training_chart(const nlohmann::json& training);

// The arena's blocks: steps to the right, addresses upwards.
std::string memory_chart(const nlohmann::json& memory);

}  // namespace mote
