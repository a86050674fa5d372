// A compiled model as a program of the runner.
#include "device/program.h"

#include <fmt/format.h>

namespace mote {
namespace {

std::vector<ProgramPort> ports_of(const Graph& graph, const std::vector<TensorId>& ids) {
  std::vector<ProgramPort> ports;
  for (TensorId id : ids) ports.push_back({graph.tensors[id].name, graph.tensors[id].type, graph.tensors[id].shape});
  return ports;
}

// {arena + model::input_0_offset, model::input_0_bytes}, ...
std::string port_list(const std::string& space, std::string_view direction, size_t count) {
  std::string text;
  for (size_t i = 0; i < count; ++i)
    text += fmt::format("    {{arena + {0}::{1}_{2}_offset, static_cast<uint32_t>({0}::{1}_{2}_bytes)}},\n", space,
                        direction, i);
  return fmt::format("const Port {0}s[] = {{\n{1}}};\nconst uint32_t {0}_count = {2};\n", direction, text, count);
}

std::string adapter_of(const Compilation& compilation) {
  const std::string& space = compilation.name;
  const Graph& graph = compilation.plan.graph;
  std::string text = "// Ties the model to the runner.\n#include \"model.h\"\n#include \"program.h\"\n\n";
  text += "namespace mote_runner {\nnamespace {\n\n";
  text += fmt::format("alignas(16) uint8_t arena[{}::arena_bytes];\n\n}}  // namespace\n\n", space);
  text += port_list(space, "input", graph.inputs.size()) + port_list(space, "output", graph.outputs.size());
  text += fmt::format("\nvoid reset() {{}}\nvoid step() {{ {}::infer(arena); }}\n\n", space);
  return text + "}  // namespace mote_runner\n";
}

}  // namespace

Program program_of(const Compilation& compilation) {
  const Graph& graph = compilation.plan.graph;
  Program program;
  program.name = compilation.name;
  program.core = compilation.plan.core;
  program.favor = compilation.plan.favor;
  program.files = compilation.files;
  program.adapter = adapter_of(compilation);
  program.roots = {linker_name(compilation.name, "infer")};
  program.inputs = ports_of(graph, graph.inputs);
  program.outputs = ports_of(graph, graph.outputs);
  program.arena_bytes = compilation.plan.arena_bytes;
  program.weight_bytes = compilation.weight_bytes;
  return program;
}

std::string linker_name(const std::string& space, const std::string& function) {
  return fmt::format("_ZN{}{}{}{}E", space.size(), space, function.size(), function);
}

}  // namespace mote
