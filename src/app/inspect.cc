// mote inspect: what a model is made of.
#include "project/inspect.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/command.h"
#include "project/open_model.h"

namespace mote {
namespace {

std::function<void()> declare(Arguments& arguments) {
  auto model = std::make_shared<std::string>();
  auto json = std::make_shared<bool>(false);
  arguments.positional("MODEL", *model, "a .tflite file, a graph in text form, or a built project");
  arguments.flag("--json", *json, "print it as JSON");
  return [model, json] {
    const Graph graph = open_model(*model);
    if (*json)
      fmt::print("{}\n", inspect_json(graph).dump(2));
    else
      fmt::print("{}", inspect_table(graph));
  };
}

}  // namespace

const Command& inspect_command() {
  static const Command command{"inspect", "Show a model's inputs, outputs, operators, MACs and bytes",
                               "mote inspect model.tflite", declare};
  return command;
}

}  // namespace mote
