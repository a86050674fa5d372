// mote new: a project from an example.
#include <fmt/format.h>

#include "app/command.h"
#include "base/error.h"
#include "project/new_project.h"

namespace mote {
namespace {

std::function<void()> declare(Arguments& arguments) {
  auto folder = std::make_shared<std::string>();
  auto example = std::make_shared<std::string>();
  arguments.positional("NAME", *folder, "the new project's folder");
  arguments.option("--from", *example, "the example: voice/keywords, vision/fashion, ...");
  return [folder, example] {
    if (example->empty()) fail<UsageError>("--from is missing, expected one of {}", fmt::join(example_names(), ", "));
    new_project(*folder, *example);
    fmt::print("{}/mote.toml is yours to change; then: mote build {}\n", *folder, *folder);
  };
}

}  // namespace

const Command& new_command() {
  static const Command command{"new", "Begin a project from an example", "mote new words --from voice/keywords",
                               declare};
  return command;
}

}  // namespace mote
