// ./dev bench: measures every configuration, writes the record and docs/benchmarks.md, and prints the latter.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <map>

#include "base/error.h"
#include "base/file.h"
#include "base/process.h"
#include "base/testing.h"
#include "base/text_table.h"
#include "tests/benchmark/figures.h"

namespace mote::benchmark {
namespace {

using nlohmann::json;

std::string cell(const json& value) { return value.is_null() ? " |" : " " + grouped(value.get<int64_t>()) + " |"; }

std::string head(const std::string& first, const std::vector<std::string>& columns) {
  std::string names = "| " + first + " |", rule = "|---|";
  for (const std::string& column : columns) names += " " + column + " |", rule += "---:|";
  return names + "\n" + rule + "\n";
}

// One figure of every model on every core, and the baseline's below it where it has one.
std::string by_core(json& record, const char* figure, const json* baseline) {
  std::string text = head("model", device_targets());
  for (const PublicModel& model : public_models()) {
    text += "| " + model.name + " |";
    for (const std::string& target : device_targets()) text += cell(at(record, {model, target, Favor::speed})[figure]);
    text += "\n";
    if (baseline == nullptr) continue;
    text += "| *TFLM + CMSIS-NN* |";
    for (const std::string& target : device_targets()) text += cell((*baseline)[model.name].value(target, json()));
    text += "\n";
  }
  return text;
}

// What one kernel took over all models on one core.
struct KernelCost {
  double macs = 0, instructions = 0, cycles = 0;
};
using KernelCosts = std::map<std::string, std::map<std::string, KernelCost>>;  // by core, then by kernel

void add_layers(const std::vector<LayerProfile>& layers, std::map<std::string, KernelCost>& costs) {
  for (const LayerProfile& layer : layers) {
    KernelCost& cost = costs[layer.operator_name + " " + layer.kernel];
    cost.macs += static_cast<double>(layer.macs), cost.cycles += layer.cycles;
    cost.instructions += layer.mix.total;
  }
}

// The kernels that take at least a fiftieth of their core's instructions, the most expensive first.
std::string by_kernel(const KernelCosts& costs) {
  std::string text = head("core, kernel", {"share of instructions", "instructions a MAC", "cycles a MAC"});
  for (const std::string& target : device_targets()) {
    std::vector<std::pair<std::string, KernelCost>> kernels(costs.at(target).begin(), costs.at(target).end());
    std::sort(kernels.begin(), kernels.end(),
              [](const auto& a, const auto& b) { return a.second.instructions > b.second.instructions; });
    double all = 0;
    for (const auto& [name, cost] : kernels) all += cost.instructions;
    for (const auto& [name, cost] : kernels) {
      if (cost.instructions < all / 50) continue;
      const auto each = [&](double sum) { return cost.macs > 0 ? fmt::format("{:.2f}", sum / cost.macs) : ""; };
      text += fmt::format("| {}, {} | {:.1f} % | {} | {} |\n", target, name, 100 * cost.instructions / all,
                          each(cost.instructions), each(cost.cycles));
    }
  }
  return text;
}

// Weights of the compiled model beside the constants of the model's file, by model under speed on the Cortex-M4.
using Growth = std::map<std::string, int64_t>;

std::string by_favor(json& record, const json& baseline, const Growth& model_weights) {
  std::string text =
      head("model, `--favor`", {"instructions", "code, B", "weights, B", "of the file's", "RAM, B", "stack, B"});
  for (const PublicModel& model : public_models()) {
    for (const Favor favor : {Favor::speed, Favor::ram, Favor::flash}) {
      json& figures = at(record, {model, "cortex-m4", favor});
      text += fmt::format("| {}, {} |", model.name, name_of(favor));
      for (const char* figure : {"instructions", "code_bytes", "weight_bytes"}) text += cell(figures[figure]);
      text += fmt::format(" {:.2f} |",
                          figures["weight_bytes"].get<double>() / static_cast<double>(model_weights.at(model.name)));
      for (const char* figure : {"ram_bytes", "stack_bytes"}) text += cell(figures[figure]);
      text += "\n";
    }
    const json& other = baseline[model.name];
    text += "| *TFLM + CMSIS-NN* |" + cell(other["cortex-m4"]) + cell(other["code_bytes"]) + " | |" +
            cell(other["arena_bytes"]) + " |\n";
  }
  return text;
}

std::string compiler_version(const char* compiler) {
  const std::string text = run_checked({compiler, "--version"}).output;
  return text.substr(0, text.find('\n'));
}

std::string page(json& record, const KernelCosts& costs, const Growth& model_weights) {
  const auto folder = record_file().parent_path();
  const json baseline = json::parse(read_text(folder / "baseline.json"));
  return "# Benchmarks\n\n`./dev bench` writes this page and `tests/benchmark/record.json`; `./dev test` fails where a "
         "figure has grown by more than 2 % over the record. Compilers: " +
         compiler_version("arm-none-eabi-g++") + "; " + compiler_version("riscv64-unknown-elf-g++") +
         "; `-O2`. The outputs are those of the TFLite reference kernels in every element (`./dev golden`).\n\n"
         "Beside it, in italics: " +
         baseline["source"].get<std::string>() + ".\n\n## Executed instructions of one inference, `--favor speed`\n\n" +
         by_core(record, "instructions", &baseline) +
         "\n## Estimated cycles of one inference, `--favor speed`, flash without wait states\n\nBy the models of "
         "[cycles.md](cycles.md).\n\n" +
         by_core(record, "cycles", nullptr) +
         "\n## By favour, Cortex-M4\n\nCode is flash without weights. RAM includes input and output; the stack comes "
         "on top.\n\n" +
         by_favor(record, baseline, model_weights) +
         "\n## Where the instructions go\n\nOver all six models under `--favor speed`: kernels with at least 2 % of "
         "their core's instructions.\n\n" +
         by_kernel(costs);
}

void run() {
  const auto data = shared_data();
  if (!data) fail("the public models are not there; set MOTE_SHARED_DATA to the folder that holds them");
  json record;
  KernelCosts costs;
  Growth model_weights;
  for (const Configuration& configuration : configurations()) {
    const Measurement measurement = measure(*data, configuration);
    const Figures& figures = measurement.figures;
    at(record, configuration) = to_json(figures);
    model_weights[configuration.model.name] = measurement.model_weight_bytes;
    if (configuration.favor == Favor::speed) add_layers(measurement.layers, costs[configuration.target]);
    std::fprintf(stderr, "%s on %s, %s: %s instructions\n", configuration.model.name.c_str(),
                 configuration.target.c_str(), std::string(name_of(configuration.favor)).c_str(),
                 grouped(figures.instructions).c_str());
  }
  const std::string text = page(record, costs, model_weights);
  write_file(record_file(), record.dump(1) + "\n");
  write_file(std::filesystem::path(MOTE_SOURCE_DIR) / "docs/benchmarks.md", text);
  fmt::print("{}", text);
}

}  // namespace
}  // namespace mote::benchmark

int main() {
  try {
    mote::benchmark::run();
    return 0;
  } catch (const mote::Error& error) {
    fmt::print(stderr, "benchmark: {}\n", error.what());
    return static_cast<int>(error.code());
  }
}
