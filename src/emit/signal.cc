// signal.h and signal.cpp.
#include "emit/signal.h"

#include <algorithm>
#include <cctype>

#include "base/text_table.h"
#include "emit/banner.h"
#include "emit/layers.h"
#include "emit/tables.h"

namespace mote {
namespace {

std::string parameters_text(const SignalChain& chain) {
  return fmt::format("{} samples{}", sample_pointer(chain.description().sensor),
                     chain.lowered().takes_scratch ? ", int8_t* features, void* scratch" : ", int8_t* features");
}

// "mfcc coefficients=12: 480 samples to 12 features, kernel portable".
std::string headline(const SignalChain& chain) {
  const FrameLayout& frame = chain.layout().frame;
  return comment(fmt::format("{}: {} samples to {} features, kernel {}", chain.description().block.print(),
                             grouped(frame.window_samples), grouped(frame.features()), chain.variant().name));
}

std::string header_text(const SignalChain& chain, const std::string& space) {
  const ChainLayout& layout = chain.layout();
  const SensorFormat& sensor = chain.description().sensor;
  const std::string guard = include_guard(space, "signal");
  std::string text =
      fmt::format("#ifndef {0}\n#define {0}\n\n#include <stdint.h>\n\nnamespace {1} {{\n\n", guard, space);
  const auto constant = [&](std::string_view name, int64_t value) {
    text += fmt::format("constexpr int32_t {} = {};\n", name, value);
  };
  const auto time_of = [&](int32_t samples) { return 1000.0 * samples / sensor.channels / sensor.rate_hz; };
  text += headline(chain);
  text += sensor.is_picture()
              ? comment("A picture is one frame.")
              : comment(fmt::format("A window is {:.6g} ms, the next one begins {:.6g} ms later.",
                                    time_of(layout.frame.window_samples), time_of(layout.frame.hop_samples)));
  constant("window_samples", layout.frame.window_samples);
  constant("hop_samples", layout.frame.hop_samples);
  text += comment(fmt::format("One input of the model: {}, of so many samples.", to_string(layout.shape)));
  constant("frame_count", layout.frames);
  constant("frame_features", layout.frame.features());
  constant("feature_count", layout.features());
  constant("recording_samples", layout.input_samples);
  constant("signal_scratch_bytes", chain.lowered().scratch_bytes);
  text += "\n" + comment(fmt::format("Features of one frame, as the model takes them.{}",
                                     chain.lowered().takes_scratch ? " The scratch is aligned to 8 bytes." : ""));
  text += fmt::format("void compute_frame({});\n\n}}  // namespace {}\n\n#endif  // {}\n", parameters_text(chain),
                      space, guard);
  return text;
}

constexpr std::string_view profile_hook =
    R"(// Define MOTE_PROFILE_SIGNAL(mark) to have it before (0) and behind (1) the computation of a frame.
#ifndef MOTE_PROFILE_SIGNAL
#define MOTE_PROFILE_SIGNAL(mark)
#endif

)";

std::string source_text(const SignalChain& chain, Favor favor, const std::string& space, TableSet& tables) {
  const Lowered& lowered = chain.lowered();
  const std::string name = std::string(chain.description().block.operator_name()) + "_frame";
  std::map<std::string, std::string> table_names;
  for (const Table& table : lowered.tables) table_names[table.name] = tables.add("signal_" + table.name, table);
  std::string text = fmt::format("#include \"signal.h\"\n\n#include \"mote/{}\"\n", chain.variant().header);
  text += lowered.tables.empty() ? "\n" : "#include \"signal_tables.h\"\n\n";
  text += profile_hook;
  text += fmt::format("namespace {} {{\nnamespace {{\n\n", space) + headline(chain);
  text += layer_description(lowered, name, table_names, favor);
  text += fmt::format("\n}}  // namespace\n\nvoid compute_frame({}) {{\n  MOTE_PROFILE_SIGNAL(0);\n",
                      parameters_text(chain));
  text += fmt::format("  mote::device::{}({}, samples, features{});\n  MOTE_PROFILE_SIGNAL(1);\n}}\n\n",
                      chain.variant().function, layer_value(name, favor), lowered.takes_scratch ? ", scratch" : "");
  return text + fmt::format("}}  // namespace {}\n", space);
}

}  // namespace

EmittedSignal emit_signal(const SignalChain& chain, Favor favor, const std::string& banner, const std::string& space) {
  TableSet tables;
  const std::string source = source_text(chain, favor, space, tables);
  EmittedSignal signal;
  signal.table_bytes = tables.bytes();
  signal.files = {{"signal.h", banner + header_text(chain, space)}, {"signal.cpp", banner + source}};
  if (chain.lowered().tables.empty()) return signal;
  signal.files.push_back(tables.header(banner, space, "signal_tables"));
  signal.files.push_back(tables.source(banner, space, "signal_tables"));
  return signal;
}

std::string signal_header(const SignalChain& chain) { return std::string(chain.variant().header); }

std::string sample_pointer(const SensorFormat& sensor) {
  return sensor.is_picture() ? "const uint8_t*" : "const int16_t*";
}

std::string include_guard(const std::string& space, const std::string& stem) {
  std::string guard = space + "_" + stem + "_H_";
  std::transform(guard.begin(), guard.end(), guard.begin(), [](unsigned char c) { return std::toupper(c); });
  return guard;
}

}  // namespace mote
