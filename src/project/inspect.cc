// What a model is made of.
#include "project/inspect.h"

#include "base/text_table.h"

namespace mote {
namespace {

std::string quantization_text(const Tensor& tensor) {
  if (!tensor.quantization.present()) return "";
  if (tensor.quantization.per_channel()) return " scale per channel";
  return fmt::format(" scale {} zero point {}", tensor.quantization.scale(), tensor.quantization.zero_point());
}

std::string tensor_line(const char* role, const Tensor& tensor) {
  return fmt::format("{:<7} {} {} {}{}\n", role, tensor.name, name_of(tensor.type), to_string(tensor.shape),
                     quantization_text(tensor));
}

int64_t parameters_of(const Call& call) {
  int64_t sum = 0;
  for (const Tensor* input : call.inputs)
    if (input && input->constant()) sum += input->elements();
  return sum;
}

nlohmann::json tensor_json(const Tensor& tensor) {
  nlohmann::json json = {{"name", tensor.name}, {"type", name_of(tensor.type)}, {"shape", tensor.shape}};
  if (tensor.quantization.present())
    json["quantization"] = {{"scales", tensor.quantization.scales}, {"zero_points", tensor.quantization.zero_points}};
  return json;
}

}  // namespace

std::string inspect_table(const Graph& graph) {
  std::string text = graph.name + "\n\n";
  for (TensorId id : graph.inputs) text += tensor_line("input", graph.tensors[id]);
  for (TensorId id : graph.outputs) text += tensor_line("output", graph.tensors[id]);
  TextTable table({"#", "operator", "layer", "output", "MACs", "parameters"});
  for (size_t i = 0; i < graph.operators.size(); ++i) {
    const Call call = call_of(graph, graph.operators[i]);
    table.row({std::to_string(i), std::string(call.attributes.operator_name()), std::string(call.name),
               to_string(call.output().shape), grouped(definition_of(call.attributes).macs(call)),
               grouped(parameters_of(call))});
  }
  text += "\n" + table.print();
  text += fmt::format("\n{} MACs, {} parameters in {}\n", grouped(total_macs(graph)), grouped(parameter_count(graph)),
                      byte_text(constant_bytes(graph)));
  return text;
}

nlohmann::json inspect_json(const Graph& graph) {
  nlohmann::json json = {{"name", graph.name},
                         {"macs", total_macs(graph)},
                         {"parameters", parameter_count(graph)},
                         {"constant_bytes", constant_bytes(graph)}};
  for (TensorId id : graph.inputs) json["inputs"].push_back(tensor_json(graph.tensors[id]));
  for (TensorId id : graph.outputs) json["outputs"].push_back(tensor_json(graph.tensors[id]));
  for (const Operator& op : graph.operators) {
    const Call call = call_of(graph, op);
    nlohmann::json row = {{"name", op.name},
                          {"operator", call.attributes.operator_name()},
                          {"attributes", call.attributes.print()},
                          {"macs", definition_of(call.attributes).macs(call)},
                          {"parameters", parameters_of(call)}};
    for (const Tensor* input : call.inputs)
      if (input) row["input_shapes"].push_back(input->shape);
    for (const Tensor* output : call.outputs) row["output_shapes"].push_back(output->shape);
    json["operators"].push_back(row);
  }
  return json;
}

}  // namespace mote
