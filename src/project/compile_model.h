// From a MODEL to sources and firmware in a folder, and to numbers about them.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "device/firmware.h"
#include "emit/compile.h"

namespace mote {

struct CompileRequest {
  std::filesystem::path model;
  std::string target;  // a core; empty: the board's, or the host
  std::string board;   // empty: none
  std::string favor = "speed";
  std::string compiler = "gcc";
  std::string name;   // of the namespace; empty: the file's
  std::string until;  // print the graph after this step instead
  std::string data;   // real inputs as .npy, for the check; empty: none
  bool no_softmax = false;
};

// The core that target and board name; throws UsageError where they contradict.
const Core& core_of(const std::string& target, const std::string& board);

// Opens and compiles; checked against the board's memories where there is one.
Compilation compile_model(const CompileRequest& request,
                          const std::function<void(std::string_view, const Graph&)>& trace = {});

// Writes the sources into `folder`, and for a device firmware.elf: for the board's memories, else the emulated machine.
// Returns the firmware's facts where there is one. The folder appears whole or not at all.
std::optional<Firmware> write_compilation(const Compilation& compilation, const CompileRequest& request,
                                          const std::filesystem::path& folder);

}  // namespace mote
