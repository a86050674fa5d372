// ./dev bench: measures every configuration, writes the record and docs/benchmarks.md, and prints the latter.
#include <fmt/format.h>

#include <cstdio>

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

std::string by_favor(json& record, const json& baseline) {
  std::string text = head("model, `--favor`", {"instructions", "code, B", "weights, B", "RAM, B", "stack, B"});
  for (const PublicModel& model : public_models()) {
    for (const Favor favor : {Favor::speed, Favor::ram, Favor::flash}) {
      json& figures = at(record, {model, "cortex-m4", favor});
      text += fmt::format("| {}, {} |", model.name, name_of(favor));
      for (const char* figure : {"instructions", "code_bytes", "weight_bytes", "ram_bytes", "stack_bytes"})
        text += cell(figures[figure]);
      text += "\n";
    }
    const json& other = baseline[model.name];
    text += "| *TFLM + CMSIS-NN* |" + cell(other["cortex-m4"]) + cell(other["code_bytes"]) + " |" +
            cell(other["arena_bytes"]) + " |\n";
  }
  return text;
}

std::string compiler_version(const char* compiler) {
  const std::string text = run_checked({compiler, "--version"}).output;
  return text.substr(0, text.find('\n'));
}

std::string page(json& record) {
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
         by_favor(record, baseline);
}

void run() {
  const auto data = shared_data();
  if (!data) fail("the public models are not there; set MOTE_SHARED_DATA to the folder that holds them");
  json record;
  for (const Configuration& configuration : configurations()) {
    const Figures figures = measure(*data, configuration);
    at(record, configuration) = to_json(figures);
    std::fprintf(stderr, "%s on %s, %s: %s instructions\n", configuration.model.name.c_str(),
                 configuration.target.c_str(), std::string(name_of(configuration.favor)).c_str(),
                 grouped(figures.instructions).c_str());
  }
  const std::string text = page(record);
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
