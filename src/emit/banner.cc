// Comments of the emitted code.
#include "emit/banner.h"

#include <sstream>

#include "base/hash.h"
#include "base/text_table.h"

namespace mote {
namespace {

constexpr size_t line_width = 120, longest_name = 100;

std::string harmless(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool continues = c == '\\' || (c == '?' && !result.empty() && result.back() == '?');
    const bool control = static_cast<unsigned char>(c) < 32 || c == 127;
    result += continues ? '/' : control ? ' ' : c;
  }
  return result;
}

void append_tensor(std::string& text, const Tensor& tensor) {
  const Quantization& q = tensor.quantization;
  text += fmt::format("{} {} {} {} {} {} ", tensor.name, name_of(tensor.type), to_string(tensor.shape),
                      fmt::join(q.scales, ","), fmt::join(q.zero_points, ","), q.axis);
  text += hash_of(tensor.data) + "\n";
}

}  // namespace

std::string content_hash(const Graph& graph) {
  std::string text = graph.name + "\n";
  for (const Tensor& tensor : graph.tensors) append_tensor(text, tensor);
  for (const Operator& op : graph.operators)
    text += fmt::format("{} {} {} {}\n", op.name, op.attributes.print(), fmt::join(op.inputs, ","),
                        fmt::join(op.outputs, ","));
  text += fmt::format("{} {}\n", fmt::join(graph.inputs, ","), fmt::join(graph.outputs, ","));
  return hash_of(text);
}

std::string banner(const Plan& plan, const Origin& origin, int64_t weight_bytes) {
  std::string text = comment(fmt::format("{}, emitted by Mote {}. Change the model or the command, not this file.",
                                         origin.name, MOTE_VERSION));
  if (!origin.command.empty()) text += comment("  command  " + origin.command);
  text += comment(fmt::format("  model    {}, hash {}", short_name(plan.graph.name), origin.hash));
  text += comment(fmt::format("  target   {}, favouring {}", plan.core->name, name_of(plan.favor)));
  text += comment(fmt::format("  flash    {} bytes of weights", grouped(weight_bytes)));
  text += comment(fmt::format("  arena    {} bytes, inputs and outputs included", grouped(plan.arena_bytes)));
  text += comment(fmt::format("  work     {} multiply-accumulates an inference", grouped(total_macs(plan.graph))));
  if (origin.checked_inputs > 0)
    text += comment(fmt::format("  checked  equal to the model as it was imported on {} inputs, on the host",
                                grouped(origin.checked_inputs)));
  return text + "\n";
}

std::string comment(std::string_view text) {
  const std::string plain = "// " + harmless(text);
  if (plain.size() <= line_width) return plain + "\n";
  std::string result, line = "//";
  std::istringstream words(plain.substr(2));
  for (std::string word; words >> word;) {
    if (line.size() > 2 && line.size() + 1 + word.size() > line_width) {
      result += line + "\n";
      line = "//";
    }
    line += " " + word;
  }
  return result + line + "\n";
}

std::string short_name(std::string_view name) {
  const std::string text = harmless(name);
  return text.size() <= longest_name ? text : text.substr(0, longest_name - 3) + "...";
}

}  // namespace mote
