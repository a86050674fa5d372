// Looking for each program and file that Mote uses.
#include "device/doctor.h"

#include <fmt/format.h>

#include "base/error.h"
#include "base/file.h"
#include "base/process.h"
#include "device/count.h"
#include "device/machine.h"

namespace mote {
namespace {

struct Needed {
  std::string_view program, package, enables;
};
constexpr Needed needed[] = {
    {"g++", "g++", "target host: emitted code run as a program"},
    {"arm-none-eabi-g++", "gcc-arm-none-eabi", "firmware for the Cortex-M targets"},
    {"riscv64-unknown-elf-g++", "gcc-riscv64-unknown-elf", "firmware for rv32imc"},
    {"qemu-system-arm", "qemu-system-arm", "running and profiling on the Cortex-M targets"},
    {"qemu-system-riscv32", "qemu-system-misc", "running and profiling on rv32imc"},
    {"ccache", "ccache", "firmware builds again at once what was compiled before (optional)"},
};

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

Finding find_needed(const Needed& item) {
  Finding finding{std::string(item.program), false, "", std::string(item.enables)};
  finding.found = find_program(finding.what).has_value();
  finding.detail = finding.found ? first_line(run_process({finding.what, "--version"}).output)
                                 : fmt::format("install Debian's package {}", item.package);
  return finding;
}

// Whether a compiler finds the headers that emitted code includes.
Finding find_headers(const Core& core, std::string_view package) {
  Finding finding{fmt::format("C headers for {}", core.name), false, "", fmt::format("firmware for {}", core.name)};
  if (!find_program(std::string(core.compiler))) return finding.detail = "its compiler is missing", finding;
  std::vector<std::string> command = {std::string(core.compiler)};
  command.insert(command.end(), core.flags.begin(), core.flags.end());
  command.insert(command.end(), {"-std=c++14", "-fsyntax-only", "-x", "c++", "-"});
  finding.found = run_process(command, {.input = "#include <stdint.h>\n#include <string.h>\n"}).exit_code == 0;
  finding.detail = finding.found ? "found" : fmt::format("install Debian's package {}", package);
  return finding;
}

// Loads the counter into an emulator that ends at once.
Finding find_counter() {
  Finding finding{"mote_counter.so", false, "", "mote profile: instructions by layer"};
  const auto plugin = counter_plugin();
  if (!plugin) return finding.detail = "not beside the command; ./dev build makes it", finding;
  finding.detail = plugin->string();
  if (!find_program("qemu-system-arm")) return finding.detail += ", but there is no QEMU to load it", finding;
  const ProcessResult result = run_process({"qemu-system-arm", "-machine", "none", "-display", "none", "-monitor",
                                            "stdio", "-plugin", plugin->string() + ",out=/dev/null"},
                                           {.timeout_seconds = 10, .input = "quit\n"});
  finding.found = result.exit_code == 0;
  if (!finding.found) finding.detail = fmt::format("QEMU can't load it: {}", first_line(result.errors));
  return finding;
}

Finding find_training() {
  Finding finding{"mote_torch.so", false, "", "mote build, mote search: training"};
  const auto folder = std::filesystem::read_symlink("/proc/self/exe").parent_path();
  for (const auto& path : {folder / "mote_torch.so", folder / "../lib/mote/mote_torch.so"})
    if (std::filesystem::exists(path)) finding.found = true, finding.detail = path.lexically_normal().string();
  if (!finding.found)
    finding.detail = "install Debian's packages libtorch-dev and libopenblas0-pthread, then ./dev build";
  return finding;
}

Finding find_resources() {
  Finding finding{"device sources", false, "", "everything that emits code"};
  try {
    finding.detail = resource("src/device/runner/program.h").parent_path().string();
    finding.found = std::filesystem::exists(resource("src/target/boards"));
  } catch (const Error& error) {
    finding.detail = error.what();
  }
  return finding;
}

}  // namespace

std::vector<Finding> examine_installation() {
  std::vector<Finding> findings;
  for (const Needed& item : needed) findings.push_back(find_needed(item));
  findings.push_back(find_headers(core_named("cortex-m4"), "libnewlib-arm-none-eabi"));
  findings.push_back(find_headers(core_named("rv32imc"), "picolibc-riscv64-unknown-elf"));
  findings.push_back(find_counter());
  findings.push_back(find_training());
  findings.push_back(find_resources());
  return findings;
}

nlohmann::json to_json(const std::vector<Finding>& findings) {
  nlohmann::json json = nlohmann::json::array();
  for (const Finding& finding : findings)
    json.push_back(
        {{"what", finding.what}, {"found", finding.found}, {"detail", finding.detail}, {"enables", finding.enables}});
  return json;
}

}  // namespace mote
