// model.h and model.cpp.
#include "emit/model.h"

#include <algorithm>
#include <cctype>
#include <sstream>

#include "base/text_table.h"
#include "emit/device_code.h"
#include "emit/layers.h"
#include "emit/tables.h"

namespace mote {
namespace {

constexpr size_t line_width = 120;

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::toupper(c); });
  return text;
}

// The constants and the accessor of one input or output.
std::string port_text(const Plan& plan, TensorId id, std::string_view direction, size_t index) {
  const Tensor& tensor = plan.graph.tensors[id];
  const bool quantized = tensor.quantization.present();
  const float scale = quantized ? tensor.quantization.scale() : 1.0f;
  const int32_t zero_point = quantized ? tensor.quantization.zero_point() : 0;
  const std::string name = fmt::format("{}_{}", direction, index);
  std::string text = comment(fmt::format("{} {}, '{}': {}{}.", direction == "input" ? "Input" : "Output", index,
                                         short_name(tensor.name), described(tensor),
                                         quantized ? ", real = scale * (integer - zero_point)" : ""));
  text += fmt::format("constexpr int32_t {}_offset = {};\n", name, plan.offsets[id]);
  text += fmt::format("constexpr int32_t {}_bytes = {};\n", name, tensor.bytes());
  text += fmt::format("constexpr float {}_scale = {};\n", name, lowered_detail::text_of(scale));
  text += fmt::format("constexpr int32_t {}_zero_point = {};\n", name, zero_point);
  const std::string_view constness = direction == "input" ? "" : "const ";
  const std::string type = fmt::format("{}{}*", constness, c_type_of(tensor.type));
  const std::string head = fmt::format("inline {} {}({}uint8_t* arena) {{", type, name, constness);
  const std::string body = fmt::format("return reinterpret_cast<{}>(arena + {}_offset);", type, name);
  const bool fits = head.size() + body.size() + 3 <= line_width;
  return text + (fits ? fmt::format("{} {} }}\n\n", head, body) : fmt::format("{}\n  {}\n}}\n\n", head, body));
}

std::string header_text(const Plan& plan, const std::string& space) {
  const std::string guard = upper(space) + "_MODEL_H_";
  const Graph& graph = plan.graph;
  std::string text =
      fmt::format("#ifndef {}\n#define {}\n\n#include <stdint.h>\n\nnamespace {} {{\n\n", guard, guard, space);
  text += "// The memory that infer() works in is the caller's, aligned to 16 bytes. Inputs and outputs stand in it.\n";
  text += fmt::format("constexpr int32_t arena_bytes = {};\n", plan.arena_bytes);
  text += fmt::format("constexpr int32_t step_count = {};\n", plan.steps.size());
  text += fmt::format("constexpr int32_t input_count = {};\n", graph.inputs.size());
  text += fmt::format("constexpr int32_t output_count = {};\n\n", graph.outputs.size());
  for (size_t i = 0; i < graph.inputs.size(); ++i) text += port_text(plan, graph.inputs[i], "input", i);
  for (size_t i = 0; i < graph.outputs.size(); ++i) text += port_text(plan, graph.outputs[i], "output", i);
  if (!graph.inputs.empty())
    text +=
        fmt::format("inline {}* input(uint8_t* arena) {{ return input_0(arena); }}\n", c_type_of(graph.input(0).type));
  text += fmt::format("inline const {}* output(const uint8_t* arena) {{ return output_0(arena); }}\n\n",
                      c_type_of(graph.output(0).type));
  text += "// Reads the inputs from the arena and leaves the outputs there. The inputs may be overwritten.\n";
  text += "void infer(uint8_t* arena);\n\n";
  return text + fmt::format("}}  // namespace {}\n\n#endif  // {}\n", space, guard);
}

std::string arena_comment(const Plan& plan) {
  std::string text =
      comment(fmt::format("The arena: what stands at which offset, and through which steps. No plan of "
                          "this order takes less than {} bytes.",
                          grouped(plan.lower_bound_bytes)));
  std::istringstream lines(memory_map(plan));
  for (std::string line; std::getline(lines, line);) text += "//   " + line + "\n";
  return text;
}

std::set<std::string> headers_of(const Plan& plan) {
  std::set<std::string> headers;
  for (const Step& step : plan.steps) headers.insert(std::string(step.variant->header));
  return headers;
}

constexpr std::string_view profile_hook =
    R"(// Define MOTE_PROFILE(step) to have it before each step and, with step_count, after the last.
#ifndef MOTE_PROFILE
#define MOTE_PROFILE(step)
#endif

)";

constexpr std::string_view place_helper = R"(namespace {

template <class T>
T* at(uint8_t* arena, int32_t offset) {
  return reinterpret_cast<T*>(arena + offset);
}

}  // namespace

)";

std::string source_text(const Plan& plan, const std::string& space, const std::vector<LayerText>& layers) {
  std::string text = "#include \"model.h\"\n\n";
  for (const std::string& header : headers_of(plan)) text += fmt::format("#include \"mote/{}\"\n", header);
  text += "#include \"weights.h\"\n\n";
  text += profile_hook;
  text += fmt::format("namespace {} {{\n\n", space) + arena_comment(plan) + "\n";
  if (!layers.empty()) text += place_helper;
  // A nameless namespace would make clang warn of fields that a kernel does not read.
  for (const LayerText& layer : layers) text += layer.comment + layer.description + "\n";
  text += fmt::format("void infer(uint8_t*{}) {{\n", layers.empty() ? "" : " arena");
  for (size_t i = 0; i < layers.size(); ++i) text += fmt::format("  MOTE_PROFILE({});\n", i) + layers[i].call;
  text += fmt::format("  MOTE_PROFILE({});\n}}\n\n}}  // namespace {}\n", layers.size(), space);
  return text;
}

}  // namespace

EmittedModel emit_model(const Plan& plan, const Origin& origin) {
  EmittedModel model;
  TableSet tables;
  const std::vector<LayerText> layers = layer_texts(plan, tables);
  model.weight_bytes = tables.bytes();
  const std::string head = banner(plan, origin, model.weight_bytes);
  model.files = {{"model.h", head + header_text(plan, origin.name)},
                 {"model.cpp", head + source_text(plan, origin.name, layers)},
                 tables.header(head, origin.name),
                 tables.source(head, origin.name)};
  for (EmittedFile& file : device_code(headers_of(plan))) model.files.push_back(std::move(file));
  return model;
}

}  // namespace mote
