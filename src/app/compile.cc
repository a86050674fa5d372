// mote compile: a model to C++ sources and firmware.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/command.h"
#include "base/error.h"
#include "base/text_table.h"
#include "graph/text.h"
#include "project/compile_model.h"

namespace mote {
namespace {

struct Options {
  CompileRequest request;
  std::string model, out;
  bool json = false, trace = false;
};

nlohmann::json summary(const Compilation& compilation, const std::optional<Firmware>& firmware) {
  nlohmann::json json = {{"name", compilation.name},
                         {"target", compilation.plan.core->name},
                         {"macs", total_macs(compilation.plan.graph)},
                         {"weight_bytes", compilation.weight_bytes},
                         {"arena_bytes", compilation.plan.arena_bytes},
                         {"arena_lower_bound_bytes", compilation.plan.lower_bound_bytes},
                         {"memory", peak_text(compilation.plan)},
                         {"checked_inputs", compilation.checked_inputs}};
  if (firmware) {
    json["flash_bytes"] = firmware->shipped.flash_bytes;
    json["ram_bytes"] = firmware->shipped.ram_bytes;
  }
  return json;
}

void print_summary(const nlohmann::json& json, const std::string& out) {
  fmt::print("{} for {}: {} MACs\n", json["name"].get<std::string>(), json["target"].get<std::string>(),
             grouped(json["macs"]));
  fmt::print("  weights  {}\n", byte_text(json["weight_bytes"]));
  fmt::print("  arena    {}\n", json["memory"].get<std::string>());
  if (json["checked_inputs"] > 0)
    fmt::print("  checked  equal to the model as imported on {} inputs, on the host\n",
               grouped(json["checked_inputs"]));
  if (json.contains("flash_bytes"))
    fmt::print("  flash    {}, with weights and kernels\n  RAM      {}, without the stack\n",
               byte_text(json["flash_bytes"]), byte_text(json["ram_bytes"]));
  fmt::print("written to {}\n", out);
}

void run(Options options) {
  options.request.model = options.model;
  const bool until = !options.request.until.empty();
  if (options.out.empty() && !until) fail<UsageError>("--out is missing: the folder for the sources");
  std::function<void(std::string_view, const Graph&)> trace;
  if (options.trace)
    trace = [](std::string_view step, const Graph& graph) { fmt::print("-- after {}\n{}\n", step, print(graph, 64)); };
  const Compilation compilation = compile_model(options.request, trace);
  if (until) {
    fmt::print("{}", print(compilation.plan.graph, 64));
    return;
  }
  const auto firmware = write_compilation(compilation, options.request, options.out);
  const nlohmann::json json = summary(compilation, firmware);
  if (options.json)
    fmt::print("{}\n", json.dump(2));
  else
    print_summary(json, options.out);
}

std::function<void()> declare(Arguments& arguments) {
  auto options = std::make_shared<Options>();
  arguments.positional("MODEL", options->model, "a .tflite file, a graph in text form, or a built project");
  arguments.option("--target", options->request.target, "the core: see 'mote boards' (default: host)");
  arguments.option("--board", options->request.board, "link for this board's memories");
  arguments.choice("--favor", options->request.favor, {"speed", "ram", "flash"}, "what to save");
  arguments.option("--name", options->request.name, "the namespace of the emitted code");
  arguments.option("--out", options->out, "the folder for the sources and firmware.elf");
  arguments.option("--until", options->request.until, "stop after this step and print the graph");
  arguments.flag("--no-softmax", options->request.no_softmax,
                 "give the scores that go into a last softmax; the largest stays the largest");
  arguments.option("--data", options->request.data, "real inputs as .npy, for the check that nothing changed");
  arguments.flag("--trace", options->trace, "print the graph after each step that changed it");
  arguments.flag("--json", options->json, "print the summary as JSON");
  return [options] { run(*options); };
}

}  // namespace

const Command& compile_command() {
  static const Command command{"compile", "Compile a model to C++ sources and firmware",
                               "mote compile model.tflite --target cortex-m4 --out firmware", declare};
  return command;
}

}  // namespace mote
