// Running both sides with every layer's output kept, and comparing.
#include "project/compare_models.h"

#include <cmath>
#include <map>

#include "base/error.h"
#include "base/file.h"
#include "device/profile.h"
#include "project/open_model.h"
#include "rewrite/passes.h"

namespace mote {
namespace {

struct Layer {
  std::string name, operator_name;
  Array values;  // the first axis counts samples
};

// The graph with the output of every operator as an output of its own.
Graph exposed(Graph graph) {
  graph.outputs.clear();
  for (const Operator& op : graph.operators) graph.outputs.push_back(op.outputs[0]);
  return graph;
}

std::vector<Layer> layers_of(const Graph& graph, std::vector<Array> outputs) {
  std::vector<Layer> layers;
  for (size_t i = 0; i < outputs.size(); ++i)
    layers.push_back(
        {graph.operators[i].name, std::string(graph.operators[i].attributes.operator_name()), std::move(outputs[i])});
  return layers;
}

std::vector<Layer> run_side(const CompareSide& side, const Graph& imported, std::span<const Array> inputs) {
  if (core_named(side.target).is_host()) {
    const Graph graph = exposed(imported);
    return layers_of(graph, run_on_host(graph, inputs).outputs);
  }
  Graph rewritten = imported;
  run_passes(rewritten);
  const Graph graph = exposed(std::move(rewritten));
  CompileOptions options;
  options.target = side.target, options.favor = favor_named(side.favor);
  const TemporaryFolder folder;
  const Firmware firmware = build_firmware(compile(graph, options), {.measure_shipped = false}, folder.path());
  return layers_of(graph, run_on_device(firmware, inputs).outputs);
}

std::vector<Array> inputs_for(const CompareRequest& request, const Graph& graph) {
  std::vector<Array> inputs;
  for (const std::string& file : request.inputs) inputs.push_back(read_npy(file));
  if (!inputs.empty()) return inputs;
  for (const TensorId id : graph.inputs) {
    const Tensor& tensor = graph.tensors[id];
    inputs.push_back(made_up_input({tensor.name, tensor.type, tensor.shape}, request.samples));
  }
  return inputs;
}

void require_same_inputs(const CompareRequest& request, const Graph& first, const Graph& second) {
  const auto shapes = [](const Graph& graph) {
    std::string text;
    for (const TensorId id : graph.inputs)
      text += fmt::format("{}{}[{}]", text.empty() ? "" : ", ", name_of(graph.tensors[id].type),
                          to_string(graph.tensors[id].shape));
    return text;
  };
  if (shapes(first) != shapes(second))
    fail("{} takes {}, {} takes {}; the two can't be compared on the same input", request.first.model.string(),
         shapes(first), request.second.model.string(), shapes(second));
}

template <class T>
void compare_values(const Array& first, const Array& second, LayerComparison& result) {
  const std::vector<T> a = first.values<T>(), b = second.values<T>();
  for (size_t i = 0; i < a.size(); ++i) {
    if (std::memcmp(&a[i], &b[i], sizeof(T)) == 0) continue;
    ++result.differing;
    result.largest = std::fmax(result.largest, std::fabs(static_cast<double>(a[i]) - static_cast<double>(b[i])));
    if (result.difference) continue;
    FirstDifference difference{0, {}, static_cast<double>(a[i]), static_cast<double>(b[i])};
    auto rest = static_cast<int64_t>(i);
    for (size_t axis = first.shape.size(); axis-- > 1; rest /= first.shape[axis])
      difference.place.insert(difference.place.begin(), rest % first.shape[axis]);
    difference.sample = rest;
    result.difference = difference;
  }
}

LayerComparison compare_layer(const Layer& first, const Layer& second) {
  LayerComparison result{first.name, first.operator_name, "", first.values.elements(), 0, 0, {}};
  if (first.values.type != second.values.type)
    result.mismatch = fmt::format("{} and {}", name_of(first.values.type), name_of(second.values.type));
  else if (first.values.shape != second.values.shape)
    result.mismatch = fmt::format("{} and {}", fmt::join(first.values.shape, "x"), fmt::join(second.values.shape, "x"));
  else if (first.values.type == ElementType::float32)
    compare_values<float>(first.values, second.values, result);
  else if (first.values.type == ElementType::int32)
    compare_values<int32_t>(first.values, second.values, result);
  else if (first.values.type == ElementType::int8)
    compare_values<int8_t>(first.values, second.values, result);
  else if (first.values.type == ElementType::int16)
    compare_values<int16_t>(first.values, second.values, result);
  else
    compare_values<uint8_t>(first.values, second.values, result);
  return result;
}

}  // namespace

const LayerComparison* Comparison::first_difference() const {
  for (const LayerComparison& layer : layers)
    if (layer.difference) return &layer;
  return nullptr;
}

bool Comparison::equal() const {
  return first_difference() == nullptr && !layers.empty() && layers.back().mismatch.empty();
}

Comparison compare_models(const CompareRequest& request) {
  const Graph first = open_model(request.first.model), second = open_model(request.second.model);
  require_same_inputs(request, first, second);
  const std::vector<Array> inputs = inputs_for(request, first);
  const std::vector<Layer> a = run_side(request.first, first, inputs), b = run_side(request.second, second, inputs);

  Comparison comparison;
  comparison.samples = a.empty() ? 0 : a[0].values.shape[0];
  std::map<std::string, const Layer*> others;
  for (const Layer& layer : b) others[layer.name] = &layer;
  for (const Layer& layer : a) {
    const auto other = others.find(layer.name);
    if (other == others.end()) {
      comparison.only_first.push_back(layer.name);
      continue;
    }
    comparison.layers.push_back(compare_layer(layer, *other->second));
    others.erase(other);
  }
  for (const Layer& layer : b)
    if (others.contains(layer.name)) comparison.only_second.push_back(layer.name);
  if (comparison.layers.empty()) fail("the two have no layer of the same name; nothing was compared");
  return comparison;
}

nlohmann::json to_json(const Comparison& comparison) {
  nlohmann::json json = {{"samples", comparison.samples},
                         {"equal", comparison.equal()},
                         {"only_first", comparison.only_first},
                         {"only_second", comparison.only_second},
                         {"layers", nlohmann::json::array()}};
  for (const LayerComparison& layer : comparison.layers) {
    json["layers"].push_back({{"name", layer.name},
                              {"operator", layer.operator_name},
                              {"elements", layer.elements},
                              {"differing", layer.differing},
                              {"largest", layer.largest}});
    if (!layer.mismatch.empty()) json["layers"].back()["mismatch"] = layer.mismatch;
    if (!layer.difference) continue;
    const FirstDifference& d = *layer.difference;
    json["layers"].back()["first_difference"] = {
        {"sample", d.sample}, {"place", d.place}, {"first", d.first}, {"second", d.second}};
  }
  return json;
}

}  // namespace mote
