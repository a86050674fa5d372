// mote compare: where two models, builds or targets first differ.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/command.h"
#include "base/error.h"
#include "base/text_table.h"
#include "project/compare_models.h"

namespace mote {
namespace {

struct Options {
  CompareRequest request;
  std::string first, second;
  bool json = false;
};

void print_comparison(const Comparison& comparison) {
  TextTable table({"layer", "operator", "differing", "elements", "largest"});
  for (const LayerComparison& layer : comparison.layers)
    table.row({layer.name, layer.operator_name,
               layer.mismatch.empty() ? grouped(layer.differing) : "(" + layer.mismatch + ")", grouped(layer.elements),
               layer.differing == 0 ? "" : fmt::format("{:g}", layer.largest)});
  fmt::print("{}\n", table.print());
  const auto list = [](const char* side, const std::vector<std::string>& names) {
    if (!names.empty()) fmt::print("only in the {}: {}\n", side, fmt::join(names, ", "));
  };
  list("first", comparison.only_first), list("second", comparison.only_second);
  if (const LayerComparison* layer = comparison.first_difference()) {
    const FirstDifference& d = *layer->difference;
    fmt::print("they first differ in {} '{}': sample {}, element [{}]: {:g} and {:g}\n", layer->operator_name,
               layer->name, d.sample, fmt::join(d.place, ", "), d.first, d.second);
  } else {
    fmt::print("no element differs in {} layers of {} samples\n", comparison.layers.size(), comparison.samples);
  }
}

void run(Options options) {
  CompareRequest& request = options.request;
  request.first.model = options.first;
  request.second.model = options.second.empty() ? options.first : options.second;
  if (options.second.empty() && request.first.target == request.second.target &&
      request.first.favor == request.second.favor)
    fail<UsageError>("both sides are the same; give a second MODEL, --against TARGET or --against-favor");
  const Comparison comparison = compare_models(request);
  if (options.json)
    fmt::print("{}\n", to_json(comparison).dump(2));
  else
    print_comparison(comparison);
  if (!comparison.equal()) fail("{} and {} differ", options.first, options.second.empty() ? "itself" : options.second);
}

std::function<void()> declare(Arguments& arguments) {
  auto options = std::make_shared<Options>();
  arguments.positional("MODEL", options->first, "a .tflite file, a graph in text form, or a built project");
  arguments.positional("OTHER", options->second, "the model to compare it with (default: the same)", false);
  arguments.option("--target", options->request.first.target, "where MODEL runs");
  arguments.option("--against", options->request.second.target, "where OTHER runs");
  arguments.choice("--favor", options->request.first.favor, {"speed", "ram", "flash"}, "what MODEL saves");
  arguments.choice("--against-favor", options->request.second.favor, {"speed", "ram", "flash"}, "what OTHER saves");
  arguments.list("--input", options->request.inputs, "one .npy file for each input (default: four made-up samples)");
  arguments.flag("--json", options->json, "print the comparison as JSON");
  return [options] { run(*options); };
}

}  // namespace

const Command& compare_command() {
  static const Command command{"compare", "Find the layer and element in which two models, builds or targets differ",
                               "mote compare model.tflite --target cortex-m4 --input x.npy", declare};
  return command;
}

}  // namespace mote
