// For tests: compiles emitted code, and runs it on the host.
#pragma once

#include <string>
#include <vector>

#include "base/file.h"
#include "base/process.h"
#include "emit/compile.h"
#include "graph/execute.h"

namespace mote {

inline ProcessOptions in_folder(const std::filesystem::path& folder) {
  ProcessOptions options;
  options.folder = folder;
  return options;
}

// Compiles the emitted sources under the strictest options they promise to pass; throws InputError with the compiler's
// words where it refuses them.
inline void compile_sources(const Compilation& compilation, const std::string& compiler, const std::string& standard,
                            const std::vector<std::string>& options = {}) {
  TemporaryFolder folder;
  write_files(folder.path(), compilation.files);
  std::vector<std::string> command = {compiler,     "-std=" + standard, "-Wall",           "-Wextra",
                                      "-Wpedantic", "-Werror",          "-fno-exceptions", "-fno-rtti",
                                      "-c",         "model.cpp",        "weights.cpp"};
  command.insert(command.end(), options.begin(), options.end());
  run_checked(command, in_folder(folder.path()));
}

// A main() that reads the inputs of one inference after the other and writes their outputs.
inline std::string host_main(const Compilation& compilation) {
  const Graph& graph = compilation.plan.graph;
  std::string text = "#include <stdio.h>\n#include \"model.h\"\nusing namespace " + compilation.name + ";\n";
  text += "alignas(16) static uint8_t arena[arena_bytes];\nint main() {\n  for (;;) {\n";
  for (size_t i = 0; i < graph.inputs.size(); ++i)
    text += fmt::format("    if (fread(input_{}(arena), 1, input_{}_bytes, stdin) == 0) return 0;\n", i, i);
  text += "    infer(arena);\n";
  for (size_t i = 0; i < graph.outputs.size(); ++i)
    text += fmt::format("    fwrite(output_{}(arena), 1, output_{}_bytes, stdout);\n", i, i);
  return text + "  }\n}\n";
}

// Runs samples (each the inputs of one inference) through emitted code under sanitizers; returns their outputs.
inline std::vector<std::vector<Bytes>> run_on_host(const Compilation& compilation,
                                                   const std::vector<std::vector<Bytes>>& samples) {
  TemporaryFolder folder;
  write_files(folder.path(), compilation.files);
  write_file(folder.path() / "main.cpp", host_main(compilation));
  run_checked({"g++", "-std=gnu++14", "-O1", "-ffp-contract=off", "-fsanitize=undefined,address",
               "-fno-sanitize-recover=all", "main.cpp", "model.cpp", "weights.cpp", "-o", "program"},
              in_folder(folder.path()));
  ProcessOptions options;
  for (const auto& sample : samples)
    for (const Bytes& input : sample) options.input.append(input.begin(), input.end());
  const std::string output = run_checked({(folder.path() / "program").string()}, options).output;

  std::vector<std::vector<Bytes>> results(samples.size());
  size_t at = 0;
  for (auto& outputs : results)
    for (TensorId id : compilation.plan.graph.outputs) {
      const auto bytes = static_cast<size_t>(compilation.plan.graph.tensors[id].bytes());
      ensure(at + bytes <= output.size(), "the program wrote {} bytes, too few", output.size());
      outputs.emplace_back(output.begin() + at, output.begin() + at + bytes);
      at += bytes;
    }
  return results;
}

}  // namespace mote
