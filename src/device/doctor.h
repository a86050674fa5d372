// What is installed, what is missing, and what that disables.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace mote {

struct Finding {
  std::string what;  // "arm-none-eabi-g++"
  bool found = false;
  std::string detail;   // its version or path; where it is missing, how to get it
  std::string enables;  // what works with it, and does not without
};

// Looks at compilers, emulators, our counter (and whether QEMU loads it), the training module, the shipped files.
std::vector<Finding> examine_installation();

nlohmann::json to_json(const std::vector<Finding>& findings);

}  // namespace mote
