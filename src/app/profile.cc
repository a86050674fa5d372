// mote profile: instructions by layer, memory, cycles, time and energy of a model on a device.
#include <fmt/format.h>

#include "app/command.h"
#include "base/text_table.h"
#include "project/profile_model.h"

namespace mote {
namespace {

struct Options {
  CompileRequest request;
  std::string model;
  bool json = false;
};

void print_profile(const Profile& profile) {
  fmt::print("{} on {}, one inference\n\n", profile.model, profile.target);
  TextTable layers({"layer", "operator", "kernel", "instructions", "cycles", "per MAC"});
  for (const LayerProfile& layer : profile.layers)
    layers.row({layer.name, layer.operator_name, layer.kernel, grouped(static_cast<int64_t>(layer.mix.total)),
                grouped(static_cast<int64_t>(layer.cycles)),
                layer.macs ? fmt::format("{:.2f}", layer.mix.total / static_cast<double>(layer.macs)) : ""});
  layers.row({"all", "", "", grouped(static_cast<int64_t>(profile.mix.total)),
              grouped(static_cast<int64_t>(profile.cycles)), ""});
  fmt::print("{}\n", layers.print());
  fmt::print("flash {} (weights {})   RAM {} (arena {})   stack {}\n\n", byte_text(profile.flash_bytes),
             byte_text(profile.weight_bytes), byte_text(profile.ram_bytes), byte_text(profile.arena_bytes),
             byte_text(profile.stack_bytes));
  TextTable boards({"board (estimated)", "ms", "uJ", "fits"});
  for (const BoardEstimate& board : profile.boards)
    boards.row({board.board, fmt::format("{:.2f}", board.milliseconds), fmt::format("{:.0f}", board.microjoules),
                board.fits ? "yes" : "no"});
  if (!profile.boards.empty()) fmt::print("{}", boards.print());
}

void run(Options options) {
  options.request.model = options.model;
  const Profile profile = profile_model(options.request);
  if (options.json)
    fmt::print("{}\n", to_json(profile).dump(2));
  else
    print_profile(profile);
}

std::function<void()> declare(Arguments& arguments) {
  auto options = std::make_shared<Options>();
  arguments.positional("MODEL", options->model, "a .tflite file, a graph in text form, or a built project");
  arguments.option("--target", options->request.target, "the core, for example cortex-m4");
  arguments.option("--board", options->request.board, "a board, for its core");
  arguments.choice("--favor", options->request.favor, {"speed", "ram", "flash"}, "what to save");
  arguments.flag("--json", options->json, "print the profile as JSON");
  return [options] { run(*options); };
}

}  // namespace

const Command& profile_command() {
  static const Command command{"profile", "Count instructions by layer and measure memory on an emulated device",
                               "mote profile model.tflite --target cortex-m4", declare};
  return command;
}

}  // namespace mote
