// Layer descriptions and calls.
#include "emit/layers.h"

#include <algorithm>

#include "base/text_table.h"
#include "emit/banner.h"
#include "emit/names.h"

namespace mote {
namespace {

constexpr size_t line_width = 120;

// The names of layers by their descriptions: bands of one layer are often equal, and share its name and its code.
using KnownLayers = std::map<std::string, std::string>;

class LayerWriter {
 public:
  LayerWriter(const Plan& plan, int step, TableSet& tables, KnownLayers& known)
      : plan_(plan),
        step_(plan.steps[step]),
        op_(plan.op(step_)),
        tables_(tables),
        name_(fmt::format("{}_{}", op_.attributes.operator_name(), step)) {
    for (const Table& table : step_.lowered.tables) names_[table.name] = tables.add(name_ + "_" + table.name, table);
    const std::string description = layer_description(step_.lowered, "", names_, plan_.favor);
    const auto [same, is_new] = known.try_emplace(step_.lowered.layer_type + description, name_);
    layer_ = same->second;
  }

  LayerText text() {
    if (layer_ != name_)
      return {headline() + comment(fmt::format("Its layer is {}.", layer_value(layer_, plan_.favor))), "", call()};
    return {headline(), layer_description(step_.lowered, name_, names_, plan_.favor), call()};
  }

 private:
  std::string headline() const {
    const Call call = call_of(plan_.graph, op_);
    std::vector<std::string> inputs, outputs;
    for (size_t i = 0; i < call.inputs.size(); ++i)
      if (call.has_input(i) && !call.input(i).constant()) inputs.push_back(described(call.input(i)));
    for (const Tensor* output : call.outputs) outputs.push_back(described(*output));
    const int64_t macs = definition_of(op_.attributes).macs(call);
    return comment(fmt::format("{} '{}': {} -> {}, kernel {}{}", op_.attributes.operator_name(), short_name(op_.name),
                               fmt::join(inputs, ", "), fmt::join(outputs, ", "), step_.variant->name,
                               macs > 0 ? fmt::format(", {} MACs", grouped(macs)) : ""));
  }

  std::string place_of(TensorId id) const {
    return fmt::format("at<{}>(arena, {})", c_type_of(plan_.graph.tensors[id].type), plan_.offsets[id]);
  }

  // A constant that the kernel takes as an input stands among the tables.
  std::string argument(int index) {
    const TensorId id = op_.inputs[index];
    if (id == absent_tensor) return "nullptr";
    const Tensor& tensor = plan_.graph.tensors[id];
    if (!tensor.constant()) return place_of(id);
    return tables_.add(fmt::format("{}_input_{}", name_, index), {"", tensor.type, tensor.data, 8});
  }

  std::string call() {
    std::vector<std::string> arguments = {layer_value(layer_, plan_.favor)};
    for (int index : step_.lowered.arguments) arguments.push_back(argument(index));
    for (TensorId id : op_.outputs) arguments.push_back(place_of(id));
    if (step_.lowered.takes_scratch)
      arguments.push_back(step_.lowered.scratch_bytes > 0 ? fmt::format("arena + {}", step_.scratch_offset)
                                                          : "nullptr");
    return filled_list(fmt::format("  mote::device::{}(", step_.variant->function), arguments, ");");
  }

  const Plan& plan_;
  const Step& step_;
  const Operator& op_;
  TableSet& tables_;
  std::string name_;
  std::string layer_;                         // its own name, or that of an equal layer before it
  std::map<std::string, std::string> names_;  // of the tables, by field
};

// A constant of the kernel's own struct, each value with its field's name beside it.
template <class ValueOf>
std::string constant_text(const Lowered& lowered, const std::string& name, ValueOf value_of) {
  size_t widest = 0;
  for (const LayerField& field : lowered.fields) widest = std::max(widest, value_of(field).size());
  std::string text = fmt::format("const mote::device::{} {} = {{\n", lowered.layer_type, name);
  for (const LayerField& field : lowered.fields)
    text += fmt::format("    {:<{}}  // {}\n", value_of(field) + ",", widest + 1, field.name);
  return text + "};\n";
}

}  // namespace

std::string layer_description(const Lowered& lowered, const std::string& name,
                              const std::map<std::string, std::string>& table_names, Favor favor) {
  const auto value_of = [&](const LayerField& field) {
    return field.is_table && field.value.empty() ? table_names.at(field.name) : field.value;
  };
  if (favor == Favor::flash) return constant_text(lowered, name, value_of);
  std::string text = fmt::format("struct {} {{\n", type_name_of(name));
  for (const LayerField& field : lowered.fields)
    text += fmt::format("  static constexpr {} {} = {};\n", field.type, field.name, value_of(field));
  return text + "};\n";
}

std::string layer_value(const std::string& name, Favor favor) {
  return favor == Favor::flash ? name : type_name_of(name) + "{}";
}

std::string described(const Tensor& tensor) {
  return fmt::format("{} {}", name_of(tensor.type), to_string(tensor.shape));
}

std::string filled_list(const std::string& head, const std::vector<std::string>& items, const std::string& tail) {
  std::string text, line = head;
  for (size_t i = 0; i < items.size(); ++i) {
    const std::string item = items[i] + (i + 1 < items.size() ? "," : tail);
    if (i > 0 && line.size() + 1 + item.size() > line_width) {
      text += line + "\n";
      line = std::string(head.size(), ' ') + item;
    } else {
      line += (i > 0 ? " " : "") + item;
    }
  }
  return text + line + "\n";
}

std::vector<LayerText> layer_texts(const Plan& plan, TableSet& tables) {
  std::vector<LayerText> texts;
  KnownLayers known;
  for (int step = 0; step < static_cast<int>(plan.steps.size()); ++step)
    texts.push_back(LayerWriter(plan, step, tables, known).text());
  return texts;
}

}  // namespace mote
