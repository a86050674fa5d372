// ./dev bench: executed instructions, flash and RAM of the public models on every core, as a table and as
// docs/benchmarks.md.
#include <fmt/format.h>

#include <cstdio>

#include "base/error.h"
#include "base/file.h"
#include "base/testing.h"
#include "base/text_table.h"
#include "device/profile.h"
#include "emit/compile.h"
#include "import/tflite/tflite.h"

namespace mote {
namespace {

struct Row {
  const char* name;
  const char* file;  // below the shared data
};

constexpr Row models[] = {{"keywords", "mlperf-tiny/models/kws_ref_model.tflite"},
                          {"visual wake words", "mlperf-tiny/models/vww_96_int8.tflite"},
                          {"images", "mlperf-tiny/models/pretrainedResnet_quant.tflite"},
                          {"anomaly", "mlperf-tiny/models/ad01_int8.tflite"},
                          {"streaming wakeword", "mlperf-tiny/models/str_ww_ref_model.tflite"},
                          {"person_detect", "tflm/person_detect.tflite"}};

constexpr const char* targets[] = {"cortex-m0plus", "cortex-m3",  "cortex-m4", "cortex-m7",
                                   "cortex-m33",    "cortex-m55", "rv32imc"};

std::string table(const std::filesystem::path& data) {
  std::string head = "| model |", rule = "|---|", rows;
  for (const char* target : targets) head += fmt::format(" {} |", target), rule += "---:|";
  for (const Row& row : models) {
    const Graph graph = import_tflite_file(data / row.file);
    rows += fmt::format("| {} |", row.name);
    int64_t flash_bytes = 0, ram_bytes = 0, stack_bytes = 0, weight_bytes = 0;
    for (const char* target : targets) {
      const Profile profile = profile_on_device(compile(graph, {.name = "model", .target = target}));
      rows += fmt::format(" {} |", grouped(static_cast<int64_t>(profile.mix.total)));
      std::fprintf(stderr, "%s on %s: %.0f\n", row.name, target, profile.mix.total);
      if (std::string_view(target) != "cortex-m4") continue;
      flash_bytes = profile.flash_bytes, weight_bytes = profile.weight_bytes;
      ram_bytes = profile.ram_bytes, stack_bytes = profile.stack_bytes;
    }
    rows += fmt::format(" {} | {} | {} | {} |\n", grouped(flash_bytes - weight_bytes), grouped(weight_bytes),
                        grouped(ram_bytes), grouped(stack_bytes));
  }
  for (const char* column : {"code, M4, B", "weights, M4, B", "RAM, M4, B", "stack, M4, B"})
    head += fmt::format(" {} |", column), rule += "---:|";
  return head + "\n" + rule + "\n" + rows;
}

int run() {
  const auto data = shared_data();
  if (!data) fail("the public models are not there; set MOTE_SHARED_DATA to the folder that holds them");
  const std::string text =
      "# Benchmarks\n\nExecuted instructions of one inference, counted in QEMU by `./dev bench`; gcc 12.2, `-O2`, "
      "`--favor speed`. RAM includes input and output; the stack comes on top. The outputs are those of the TFLite "
      "reference kernels in every element (`./dev golden`).\n\n" +
      table(*data);
  write_file(std::filesystem::path(MOTE_SOURCE_DIR) / "docs/benchmarks.md", text);
  fmt::print("{}", text);
  return 0;
}

}  // namespace
}  // namespace mote

int main() {
  try {
    return mote::run();
  } catch (const mote::Error& error) {
    fmt::print(stderr, "benchmark: {}\n", error.what());
    return static_cast<int>(error.code());
  }
}
