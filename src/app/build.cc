// mote build: a project from recordings to firmware and report.
#include "project/build.h"

#include <fmt/format.h>

#include "app/command.h"
#include "base/text_table.h"

namespace mote {
namespace {

using nlohmann::json;

struct Options {
  std::string project = ".", data, out;
  bool json = false;
};

std::string share_text(const json& figures) {
  const auto right = figures["right"].get<int64_t>(), count = figures["count"].get<int64_t>();
  return fmt::format("{:.2f} % ({} of {})", 100.0 * static_cast<double>(right) / static_cast<double>(count),
                     grouped(right), grouped(count));
}

void print_report(const json& r) {
  TextTable table({"figure", "value"});
  table.row({"accuracy, float", share_text(r["float"])});
  table.row({"accuracy, int8 on the host", share_text(r["host"])});
  if (r.contains("device")) {
    table.row({"accuracy, int8 on the device", share_text(r["device"])});
    table.row(
        {"outputs that differ, host to device",
         fmt::format("{} of {}", r["device"]["differing_outputs"].get<int64_t>(), grouped(r["device"]["outputs"]))});
  }
  if (r.contains("profile")) {
    const json& p = r["profile"];
    table.row({"flash", byte_text(p["flash_bytes"]) +
                            (r.contains("budget")
                                 ? " of " + byte_text(r["budget"].value("flash_bytes", p["flash_bytes"].get<int64_t>()))
                                 : "")});
    table.row({"RAM (stack on top)", fmt::format("{} + {}", byte_text(p["ram_bytes"]), byte_text(p["stack_bytes"]))});
    table.row({"instructions, one inference", grouped(static_cast<int64_t>(p["instructions"].get<double>()))});
    for (const json& board : p["boards"])
      if (board["board"] == r["board"])
        table.row(
            {"time and energy (estimated)", fmt::format("{:.1f} ms, {:.0f} uJ", board["milliseconds"].get<double>(),
                                                        board["microjoules"].get<double>())});
  }
  if (r.contains("stream") && r["stream"].contains("real_time_factor"))
    table.row({"real-time factor (estimated)", fmt::format("{:.2f}", r["stream"]["real_time_factor"].get<double>())});
  fmt::print("{} for {} {}\n\n{}", r["name"].get<std::string>(), r["target"].get<std::string>(),
             r["board"].get<std::string>(), table.print());
}

void run(const Options& options) {
  const BuildResult result = build_project({options.project, options.data, options.out});
  if (options.json)
    fmt::print("{}\n", result.report.dump(2));
  else
    print_report(result.report);
  if (!options.json) fmt::print("\nreport: {}\n", result.report_html.string());
}

std::function<void()> declare(Arguments& arguments) {
  auto options = std::make_shared<Options>();
  arguments.positional("PROJECT", options->project, "the folder with mote.toml", false);
  arguments.option("--data", options->data, "the folder of recordings, instead of mote.toml's");
  arguments.option("--out", options->out, "the folder for the results (default: PROJECT/build)");
  arguments.flag("--json", options->json, "print the report as JSON");
  return [options] { run(*options); };
}

}  // namespace

const Command& build_command() {
  static const Command command{"build", "Build a project: features, training, int8, firmware, report",
                               "mote build examples/vision/fashion", declare};
  return command;
}

}  // namespace mote
