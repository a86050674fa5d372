// mote profile: instructions by layer, memory, cycles, time and energy of a model on a device; or of any firmware, by
// function.
#include "device/profile.h"

#include <fmt/format.h>

#include "app/command.h"
#include "base/error.h"
#include "base/text_table.h"
#include "device/profile_functions.h"
#include "project/profile_model.h"

namespace mote {
namespace {

struct Options {
  CompileRequest request;
  std::string model;
  FunctionProfileRequest functions;
  std::string elf;
  bool json = false;
};

// Without energy and fit where the firmware is not ours: what it needs is not known.
void print_boards(const std::vector<BoardEstimate>& estimates, bool ours) {
  if (estimates.empty()) return;
  std::vector<std::string> heads = {"board (estimated)", "ms without waits", "ms", "waits, cycles"};
  if (ours) heads.insert(heads.end(), {"uJ", "fits"});
  TextTable boards(heads);
  for (const BoardEstimate& board : estimates) {
    std::vector<std::string> row = {board.board, fmt::format("{:.2f}", board.zero_wait_milliseconds),
                                    fmt::format("{:.2f}", board.milliseconds),
                                    grouped(static_cast<int64_t>(board.wait_cycles))};
    if (ours) row.insert(row.end(), {fmt::format("{:.0f}", board.microjoules), board.fits ? "yes" : "no"});
    boards.row(row);
  }
  fmt::print("{}", boards.print());
}

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
  const std::string predicted =
      profile.predicted_stack_bytes ? fmt::format(" (predicted {})", byte_text(*profile.predicted_stack_bytes)) : "";
  fmt::print("flash {} (weights {})   RAM {} (arena {})   stack {}{}\n", byte_text(profile.flash_bytes),
             byte_text(profile.weight_bytes), byte_text(profile.ram_bytes), byte_text(profile.arena_bytes),
             byte_text(profile.stack_bytes), predicted);
  if (!profile.memory.empty()) fmt::print("arena: {}\n", profile.memory);
  fmt::print("\n");
  print_boards(profile.boards, true);
}

// The functions that take at least a thousandth, and one line for all others.
void print_functions(const std::vector<FunctionProfile>& functions, const Core& core) {
  FunctionProfile all, others;
  for (const FunctionProfile& f : functions) {
    all.mix += f.mix, all.cycles += f.cycles;
    add_memories(all.memories, f.memories);
  }
  TextTable table({"function", "calls", "instructions", "share", "cycles"});
  const auto row = [&](const std::string& name, const std::string& calls, const FunctionProfile& f) {
    table.row({name, calls, grouped(static_cast<int64_t>(f.mix.total)),
               fmt::format("{:.1f} %", 100 * f.mix.total / all.mix.total), grouped(static_cast<int64_t>(f.cycles))});
  };
  for (const FunctionProfile& f : functions) {
    if (f.mix.total * 1000 >= all.mix.total)
      row(f.name, grouped(f.entries), f);
    else
      others.mix += f.mix, others.cycles += f.cycles;
  }
  if (others.mix.total > 0) row("others", "", others);
  row("all", "", all);
  fmt::print("{}\n", table.print());
  print_boards(estimate_boards(core, all.cycles, all.memories, 0, 0), false);
}

void run_on_elf(Options& options) {
  if (!options.model.empty()) fail<UsageError>("MODEL and --elf are both given; choose one");
  if (options.request.target.empty())
    fail<UsageError>("--target is missing: the core that the firmware was linked for");
  options.functions.elf = options.elf, options.functions.target = options.request.target;
  const std::vector<FunctionProfile> functions = profile_functions(options.functions);
  if (options.json)
    fmt::print("{}\n", to_json(functions).dump(2));
  else
    print_functions(functions, core_named(options.request.target));
}

void run(Options options) {
  if (!options.elf.empty()) return run_on_elf(options);
  if (options.model.empty()) fail<UsageError>("MODEL is missing, or --elf with a firmware of another tool");
  options.request.model = options.model;
  const Profile profile = profile_model(options.request);
  if (options.json)
    fmt::print("{}\n", to_json(profile).dump(2));
  else
    print_profile(profile);
}

std::function<void()> declare(Arguments& arguments) {
  auto options = std::make_shared<Options>();
  arguments.positional("MODEL", options->model, "a .tflite file, a graph in text form, or a built project", false);
  arguments.option("--target", options->request.target, "the core, for example cortex-m4");
  arguments.option("--board", options->request.board, "a board, for its core");
  arguments.choice("--favor", options->request.favor, {"speed", "ram", "flash"}, "what to save");
  arguments.option("--elf", options->elf, "instead of MODEL: any firmware for the emulated machine, by function");
  arguments.option("--begin", options->functions.begin, "with --elf: count from this function on");
  arguments.option("--end", options->functions.end,
                   "with --elf: count up to this function (default: until --begin returns)");
  arguments.choice("--compiler", options->request.compiler, {"gcc", "clang"}, "what compiles the device's code");
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
