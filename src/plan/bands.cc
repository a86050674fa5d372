// Chains cut into bands of rows: before -> slices of the input, the layers of each band, and their concatenation.
#include "plan/bands.h"

#include <algorithm>

#include "ops/average_pool2d/attributes.h"
#include "ops/concatenate/attributes.h"
#include "ops/conv2d/attributes.h"
#include "ops/depthwise_conv2d/attributes.h"
#include "ops/max_pool2d/attributes.h"
#include "ops/strided_slice/attributes.h"
#include "plan/arena.h"

namespace mote {
namespace {

constexpr int most_bands = 16;  // what a concatenation takes

struct Rows {
  int32_t begin, end;
  bool operator==(const Rows&) const = default;
};

// A layer's window along the height.
struct Window {
  int32_t size = 1, stride = 1, pad_top = 0;
};

// Nothing where the layer is none that goes by rows.
std::optional<Window> window_of(const Graph& graph, const Operator& op) {
  const Attributes& attributes = op.attributes;
  const auto weighted = [&](const auto& a) {
    const int32_t taps = graph.tensors[op.inputs[1]].shape[1];
    return Window{(taps - 1) * a.dilation_height + 1, a.stride_height, a.pad_top};
  };
  const auto pool = [](const auto& a) { return Window{a.window_height, a.stride_height, a.pad_top}; };
  if (const auto* a = attributes.get_if<Conv2dAttributes>()) return weighted(*a);
  if (const auto* a = attributes.get_if<DepthwiseConv2dAttributes>()) return weighted(*a);
  if (const auto* a = attributes.get_if<AveragePool2dAttributes>()) return pool(*a);
  if (const auto* a = attributes.get_if<MaxPool2dAttributes>()) return pool(*a);
  return std::nullopt;
}

// The rows that a layer reads for some of its output's, with the padding that they need.
struct BandInput {
  Rows rows;
  int32_t pad_top, pad_bottom;
};

BandInput band_input(const Window& window, const Rows& output, int32_t height) {
  const int32_t top = output.begin * window.stride - window.pad_top;
  const int32_t bottom = (output.end - 1) * window.stride - window.pad_top + window.size;
  return {{std::max(top, 0), std::min(bottom, height)}, std::max(-top, 0), std::max(bottom - height, 0)};
}

bool can_be_cut(const Graph& graph, const Operator& op) {
  if (!window_of(graph, op) || op.outputs.size() != 1) return false;
  const Tensor &input = graph.tensors[op.inputs[0]], &output = graph.tensors[op.outputs[0]];
  return !input.constant() && input.shape[0] == 1 && output.shape[1] > 1;
}

// The only reader of a tensor that is no output of the graph, or -1.
int only_reader(const Graph& graph, TensorId id) {
  if (std::count(graph.outputs.begin(), graph.outputs.end(), id)) return -1;
  int reader = -1;
  for (size_t i = 0; i < graph.operators.size(); ++i) {
    const auto& inputs = graph.operators[i].inputs;
    const auto times = std::count(inputs.begin(), inputs.end(), id);
    if (times > 1 || (times == 1 && reader >= 0)) return -1;
    if (times == 1) reader = static_cast<int>(i);
  }
  return reader;
}

// The next layer of a chain, or -1 where it ends.
int next_layer(const Graph& graph, int index) {
  const int reader = only_reader(graph, graph.operators[index].outputs[0]);
  const bool fits = reader >= 0 && can_be_cut(graph, graph.operators[reader]) &&
                    graph.operators[reader].inputs[0] == graph.operators[index].outputs[0];
  return fits ? reader : -1;
}

class BandWriter {
 public:
  BandWriter(const Graph& graph, const Chain& chain) : source_(graph), chain_(chain), graph_(graph) {}

  // The tensor that holds these rows of the last layer's output; nothing where a slice is no view.
  std::optional<TensorId> add_band(const Rows& rows, int band) {
    std::vector<BandInput> inputs(chain_.size());
    Rows wanted = rows;
    for (size_t i = chain_.size(); i-- > 0;) {
      inputs[i] = band_input(*window_of(source_, layer(i)), wanted, input_of(i).shape[1]);
      wanted = inputs[i].rows;
      if (wanted.end <= wanted.begin) return std::nullopt;
    }
    auto value = slice(layer(0).inputs[0], inputs[0].rows, band);
    for (size_t i = 0; value && i < chain_.size(); ++i)
      value = add_layer(i, *value, inputs[i], i + 1 < chain_.size() ? inputs[i + 1].rows : rows, band);
    return value;
  }

  Graph finish(const std::vector<TensorId>& bands) && {
    const Operator& last = layer(chain_.size() - 1);
    added_.push_back({ConcatenateAttributes{1}, bands, last.outputs, last.name + " (bands)"});
    std::vector<Operator> operators;
    for (size_t i = 0; i < source_.operators.size(); ++i) {
      if (static_cast<int>(i) == chain_[0]) operators.insert(operators.end(), added_.begin(), added_.end());
      if (std::find(chain_.begin(), chain_.end(), static_cast<int>(i)) == chain_.end())
        operators.push_back(source_.operators[i]);
    }
    graph_.operators = std::move(operators);
    return std::move(graph_);
  }

 private:
  const Operator& layer(size_t i) const { return source_.operators[chain_[i]]; }
  const Tensor& input_of(size_t i) const { return source_.tensors[layer(i).inputs[0]]; }

  TensorId add_rows_of(TensorId id, const Rows& rows, int band) {
    Tensor tensor = source_.tensors[id];
    tensor.name = fmt::format("{} (band {})", tensor.name, band);
    tensor.shape[1] = rows.end - rows.begin;
    return graph_.add(std::move(tensor));
  }

  std::optional<TensorId> slice(TensorId id, const Rows& rows, int band) {
    const Tensor& input = source_.tensors[id];
    if (rows == Rows{0, input.shape[1]}) return id;
    if (input.bytes() / input.shape[1] * rows.begin % block_alignment != 0) return std::nullopt;
    StridedSliceAttributes a{{0, rows.begin, 0, 0}, input.shape, {1, 1, 1, 1}};
    a.end[1] = rows.end;
    const TensorId part = add_rows_of(id, rows, band);
    added_.push_back({a, {id}, {part}, fmt::format("{} (rows of band {})", layer(0).name, band)});
    return part;
  }

  TensorId add_layer(size_t i, TensorId value, const BandInput& input, const Rows& rows, int band) {
    Operator op = layer(i);
    op.attributes.set("pad_top", std::to_string(input.pad_top));
    op.attributes.set("pad_bottom", std::to_string(input.pad_bottom));
    op.inputs[0] = value;
    op.outputs[0] = add_rows_of(layer(i).outputs[0], rows, band);
    op.name = fmt::format("{} (band {})", op.name, band);
    added_.push_back(op);
    return op.outputs[0];
  }

  const Graph& source_;
  const Chain& chain_;
  Graph graph_;
  std::vector<Operator> added_;
};

}  // namespace

std::vector<Chain> chains_through(const Graph& graph, int operator_index, int most) {
  std::vector<Chain> chains;
  for (int first = 0; first <= operator_index; ++first) {
    if (!can_be_cut(graph, graph.operators[first])) continue;
    Chain chain = {first};
    while (static_cast<int>(chain.size()) < most) {
      const int next = next_layer(graph, chain.back());
      if (next < 0) break;
      chain.push_back(next);
      if (std::find(chain.begin(), chain.end(), operator_index) != chain.end()) chains.push_back(chain);
    }
  }
  return chains;
}

std::optional<Graph> cut_into_bands(const Graph& graph, const Chain& chain, int bands) {
  const TensorId output = graph.operators[chain.back()].outputs[0];
  const Tensor& tensor = graph.tensors[output];
  const int32_t height = tensor.shape[1], rows = (height + bands - 1) / bands;
  if (bands > most_bands || bands > height || (height + rows - 1) / rows != bands) return std::nullopt;
  if (tensor.bytes() / height * rows % block_alignment != 0) return std::nullopt;
  BandWriter writer(graph, chain);
  std::vector<TensorId> parts;
  for (int band = 0; band < bands; ++band) {
    const auto part = writer.add_band({band * rows, std::min((band + 1) * rows, height)}, band + 1);
    if (!part) return std::nullopt;
    parts.push_back(*part);
  }
  return std::move(writer).finish(parts);
}

}  // namespace mote
