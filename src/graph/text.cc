// A graph as text. One statement a line:
//
//   graph "tiny"
//   input %0 int8[1x8] scale=0.5 zero_point=-3 "samples"
//   constant %1 int8[4x8] scale=0.1,0.2,0.1,0.3 "weights" = [1 2 -3 29*0]
//   %2 int8[1x4] scale=0.25 "scores" = fully_connected(%0, %1, _) activation=relu "layer 1"
//   output %2
//
// %N is the tensor's index, _ an absent input, 29*0 stands for 29 zeros; the last name is the operator's. text_parse.cc
// reads it back.
#include "graph/text.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <iterator>

namespace mote {
namespace {

constexpr size_t constant_line_columns = 110;
constexpr size_t shortest_run = 4;  // equal values in a row that print as count*value

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      result += '\\', result += c;
    } else if (static_cast<unsigned char>(c) < 32 || c == 127) {
      result += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    } else {
      result += c;
    }
  }
  return result + '"';
}

// A float as its shortest decimal form that reads back to it; a NaN by its bits.
std::string number(float value) {
  return std::isnan(value) ? fmt::format("0x{:08x}", std::bit_cast<uint32_t>(value)) : fmt::format("{}", value);
}

template <class T>
std::string number(T value) {
  return fmt::format("{}", static_cast<int64_t>(value));
}

// The values of type T as texts, with the bits compared, so that -0 and 0 stay apart.
template <class T>
std::vector<std::string> number_texts(const uint8_t* bytes, size_t count) {
  std::vector<std::string> texts;
  const auto same = [&](size_t a, size_t b) {
    return std::memcmp(bytes + a * sizeof(T), bytes + b * sizeof(T), sizeof(T)) == 0;
  };
  for (size_t i = 0; i < count;) {
    size_t end = i + 1;
    while (end < count && same(i, end)) ++end;
    T value;
    std::memcpy(&value, bytes + i * sizeof(T), sizeof(T));
    if (end - i >= shortest_run) {
      texts.push_back(fmt::format("{}*{}", end - i, number(value)));
    } else {
      for (size_t k = i; k < end; ++k) texts.push_back(number(value));
    }
    i = end;
  }
  return texts;
}

std::vector<std::string> number_texts(const Tensor& tensor) {
  const uint8_t* bytes = tensor.data.data();
  const size_t count = tensor.data.size() / byte_size(tensor.type);
  switch (tensor.type) {
    case ElementType::float32:
      return number_texts<float>(bytes, count);
    case ElementType::int8:
      return number_texts<int8_t>(bytes, count);
    case ElementType::uint8:
    case ElementType::boolean:
      return number_texts<uint8_t>(bytes, count);
    case ElementType::int16:
      return number_texts<int16_t>(bytes, count);
    case ElementType::int32:
      return number_texts<int32_t>(bytes, count);
    case ElementType::int64:
      return number_texts<int64_t>(bytes, count);
  }
  return {};
}

template <class T>
std::string number_list(const std::vector<T>& values) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(values.data());
  return fmt::format("{}", fmt::join(number_texts<T>(bytes, values.size()), ","));
}

// "%1 int8[4x8] scale=0.1 "weights"": what is said of a tensor where it gets its value.
std::string declaration(const Graph& graph, TensorId id) {
  const Tensor& tensor = graph.tensors[id];
  const Quantization& q = tensor.quantization;
  std::string text = fmt::format("%{} {}[{}]", id, name_of(tensor.type), fmt::join(tensor.shape, "x"));
  if (!q.scales.empty()) text += " scale=" + number_list(q.scales);
  const bool centred = std::count(q.zero_points.begin(), q.zero_points.end(), 0) == std::ssize(q.scales);
  if (!centred) text += " zero_point=" + number_list(q.zero_points);
  if (q.axis != 0) text += fmt::format(" axis={}", q.axis);
  if (!tensor.name.empty()) text += " " + quoted(tensor.name);
  return text;
}

std::string constant_text(const Tensor& tensor, int64_t most_bytes) {
  if (most_bytes >= 0 && static_cast<int64_t>(tensor.data.size()) > most_bytes)
    return fmt::format("...{} bytes", tensor.data.size());
  std::string text = "[";
  size_t column = 1;
  for (const std::string& value : number_texts(tensor)) {
    const bool first = text.size() == 1, wraps = column + value.size() > constant_line_columns;
    if (!first) text += wraps ? "\n    " : " ";
    column = wraps ? value.size() : column + value.size() + 1;
    text += value;
  }
  return text + "]";
}

class Printer {
 public:
  Printer(const Graph& graph, int64_t most_bytes)
      : graph_(graph), most_bytes_(most_bytes), printed_(graph.tensors.size(), false) {}

  std::string text() {
    out_ = fmt::format("graph {}\n", quoted(graph_.name));
    for (TensorId id : graph_.inputs) line("input " + declaration(graph_, id), id);
    for (const Operator& op : graph_.operators) print_operator(op);
    for (size_t id = 0; id < printed_.size(); ++id) print_unused(static_cast<TensorId>(id));
    std::vector<std::string> outputs;
    for (TensorId id : graph_.outputs) outputs.push_back(fmt::format("%{}", id));
    return out_ + fmt::format("output {}\n", fmt::join(outputs, ", "));
  }

 private:
  void line(const std::string& text, TensorId declared) {
    out_ += text + "\n";
    printed_[declared] = true;
  }

  void print_constant(TensorId id) {
    const Tensor& tensor = graph_.tensors[id];
    line(fmt::format("constant {} = {}", declaration(graph_, id), constant_text(tensor, most_bytes_)), id);
  }

  void print_unused(TensorId id) {
    if (printed_[id]) return;
    if (graph_.tensors[id].constant()) return print_constant(id);
    line("unused " + declaration(graph_, id), id);
  }

  void print_operator(const Operator& op) {
    std::vector<std::string> inputs, outputs;
    for (TensorId id : op.inputs) {
      inputs.push_back(id == absent_tensor ? "_" : fmt::format("%{}", id));
      if (id != absent_tensor && !printed_[id] && graph_.tensors[id].constant()) print_constant(id);
    }
    for (TensorId id : op.outputs) {
      outputs.push_back(declaration(graph_, id));
      printed_[id] = true;
    }
    const std::string printed = op.attributes.print();  // "conv2d stride_height=2": the inputs go behind the name
    const std::string attributes = printed.substr(op.attributes.operator_name().size());
    out_ += fmt::format("{} = {}({}){}", fmt::join(outputs, ", "), op.attributes.operator_name(),
                        fmt::join(inputs, ", "), attributes);
    if (!op.name.empty()) out_ += fmt::format(" {}", quoted(op.name));
    out_ += '\n';
  }

  const Graph& graph_;
  int64_t most_bytes_;
  std::vector<bool> printed_;
  std::string out_;
};

}  // namespace

std::string print(const Graph& graph, int64_t most_constant_bytes) {
  return Printer(graph, most_constant_bytes).text();
}

}  // namespace mote
