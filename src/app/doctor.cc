// mote doctor: what is installed, what is missing, and what that disables.
#include "device/doctor.h"

#include <fmt/format.h>

#include "app/command.h"

namespace mote {
namespace {

void print_findings(const std::vector<Finding>& findings) {
  for (const Finding& finding : findings) {
    fmt::print("{} {:<28} {}\n", finding.found ? "ok     " : "MISSING", finding.what, finding.detail);
    if (!finding.found) fmt::print("        without it: no {}\n", finding.enables);
  }
}

std::function<void()> declare(Arguments& arguments) {
  auto json = std::make_shared<bool>(false);
  arguments.flag("--json", *json, "print it as JSON");
  return [json] {
    const std::vector<Finding> findings = examine_installation();
    if (*json)
      fmt::print("{}\n", to_json(findings).dump(2));
    else
      print_findings(findings);
  };
}

}  // namespace

const Command& doctor_command() {
  static const Command command{"doctor", "Say what is installed, what is missing and what that disables", "mote doctor",
                               declare};
  return command;
}

}  // namespace mote
