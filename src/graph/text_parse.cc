// Reads the text form of a graph (text.cc shows it). The text may be hostile: nothing is allocated that its length or a
// stated limit does not bound.
#include <bit>
#include <charconv>

#include "graph/text.h"
#include "graph/text_scanner.h"

namespace mote {
namespace {

// Runs ("1000*0") and tensor numbers may claim more than the text's length pays for.
constexpr int64_t most_constant_bytes = int64_t{64} << 20;  // all constants together
constexpr size_t most_scales = 1 << 20;                     // of one tensor
constexpr uint32_t most_tensors = 1 << 16;

template <class T>
bool parse_number(std::string_view text, T& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

// A NaN stands as its bits, in hexadecimal.
bool parse_number(std::string_view text, float& value) {
  if (!text.starts_with("0x")) return parse_number<float>(text, value);
  uint32_t bits = 0;
  const auto [end, error] = std::from_chars(text.data() + 2, text.data() + text.size(), bits, 16);
  value = std::bit_cast<float>(bits);
  return error == std::errc() && end == text.data() + text.size();
}

class Parser {
 public:
  explicit Parser(std::string_view text) : scan_(text) {}

  Graph parse() {
    while (scan_.skip_lines()) {
      parse_statement();
      scan_.expect_line_end();
    }
    for (size_t id = 0; id < declared_.size(); ++id)
      if (!declared_[id]) fail("tensor %{} is declared nowhere", id);
    verify(graph_, true);
    return std::move(graph_);
  }

 private:
  void parse_statement() {
    if (scan_.peek() == '%') return parse_operator();
    const std::string_view keyword = scan_.word("%\"", "a statement");
    if (keyword == "graph") {
      graph_.name = scan_.quoted();
    } else if (keyword == "input") {
      graph_.inputs.push_back(parse_declaration());
    } else if (keyword == "constant") {
      const TensorId id = parse_declaration();
      scan_.expect('=');
      parse_constant(graph_.tensors[id]);
    } else if (keyword == "unused") {
      parse_declaration();
    } else if (keyword == "output") {
      do graph_.outputs.push_back(parse_id());
      while (scan_.accept(','));
    } else {
      scan_.refuse("unknown statement '{}', expected graph, input, constant, unused, output or %", keyword);
    }
  }

  void parse_operator() {
    Operator op;
    do op.outputs.push_back(parse_declaration());
    while (scan_.accept(','));
    scan_.expect('=');
    const std::string_view name = scan_.word("(", "an operator");
    with_line([&] { op.attributes = operator_named(name).attributes(); });
    scan_.expect('(');
    if (scan_.peek() != ')') {
      do op.inputs.push_back(scan_.accept('_') ? absent_tensor : parse_id());
      while (scan_.accept(','));
    }
    scan_.expect(')');
    while (scan_.peek() != '\n' && scan_.peek() != '"') {
      const std::string_view field = scan_.word("=", "an attribute");
      scan_.expect('=');
      const std::string_view value = scan_.value();
      with_line([&] { op.attributes.set(field, value); });
    }
    if (scan_.peek() == '"') op.name = scan_.quoted();
    graph_.operators.push_back(std::move(op));
  }

  // %3: makes room for the tensor.
  TensorId parse_id() {
    scan_.expect('%');
    const uint32_t id = number<uint32_t>(scan_.word(",)=", "a tensor's number"));
    if (id >= most_tensors) scan_.refuse("tensor %{}, expected at most %{}", id, most_tensors - 1);
    if (id >= declared_.size()) {
      declared_.resize(id + 1);
      graph_.tensors.resize(id + 1);
    }
    return static_cast<TensorId>(id);
  }

  // %3 int8[4x8] scale=0.1,0.2 zero_point=1,2 axis=0 "name"
  TensorId parse_declaration() {
    const TensorId id = parse_id();
    if (declared_[id]) scan_.refuse("tensor %{} is declared twice", id);
    declared_[id] = true;
    Tensor tensor;
    const std::string_view type = scan_.word("[", "an element type");
    const auto known = element_type_named(type);
    if (!known) scan_.refuse("unknown element type '{}'", type);
    tensor.type = *known;
    tensor.shape = parse_shape();
    Quantization& q = tensor.quantization;
    while (std::string_view("=,\"\n").find(scan_.peek()) == std::string_view::npos) parse_quantization(q);
    if (q.zero_points.empty()) q.zero_points.resize(q.scales.size());
    if (scan_.peek() == '"') tensor.name = scan_.quoted();
    graph_.tensors[id] = std::move(tensor);
    return id;
  }

  Shape parse_shape() {
    Shape shape;
    scan_.expect('[');
    if (scan_.accept(']')) return shape;
    for (bool more = true; more;) {
      shape.push_back(number<int32_t>(scan_.word("x]", "a dimension")));
      more = scan_.accept('x');
    }
    scan_.expect(']');
    with_line([&] { element_count(shape); });
    return shape;
  }

  void parse_quantization(Quantization& q) {
    const std::string_view field = scan_.word("=,", "scale, zero_point or axis");
    scan_.expect('=');
    if (field == "scale") {
      q.scales = parse_list<float>();
    } else if (field == "zero_point") {
      q.zero_points = parse_list<int32_t>();
    } else if (field == "axis") {
      q.axis = number<int32_t>(scan_.word(",", "a number"));
    } else {
      scan_.refuse("a tensor has no '{}', expected scale, zero_point, axis or a name", field);
    }
  }

  // 0.1,0.2,3*0.5
  template <class T>
  std::vector<T> parse_list() {
    std::vector<T> values;
    do append<T>(values, scan_.word(",", "a number"), most_scales);
    while (scan_.accept_within_word(','));
    return values;
  }

  void parse_constant(Tensor& tensor) {
    constant_bytes_ += tensor.bytes();
    if (constant_bytes_ > most_constant_bytes)
      scan_.refuse("the constants have more than {} bytes in all", most_constant_bytes);
    switch (tensor.type) {
      case ElementType::float32:
        return parse_values<float>(tensor);
      case ElementType::int8:
        return parse_values<int8_t>(tensor);
      case ElementType::uint8:
      case ElementType::boolean:
        return parse_values<uint8_t>(tensor);
      case ElementType::int16:
        return parse_values<int16_t>(tensor);
      case ElementType::int32:
        return parse_values<int32_t>(tensor);
      case ElementType::int64:
        return parse_values<int64_t>(tensor);
    }
  }

  // [1 2 -3 29*0], over as many lines as it likes.
  template <class T>
  void parse_values(Tensor& tensor) {
    std::vector<T> values;
    const auto count = static_cast<size_t>(tensor.elements());
    if (scan_.peek() == '.') scan_.refuse("the constant is elided; print the graph with all its constants");
    scan_.expect('[');
    while (scan_.skip_lines() && !scan_.accept(']')) append<T>(values, scan_.word("]", "a number"), count);
    if (values.size() != count)
      scan_.refuse("{} values, expected {} ({})", values.size(), count, to_string(tensor.shape));
    tensor.set_values<T>(values);
  }

  // Appends the number, or the run of equal numbers, that `text` stands for.
  template <class T>
  void append(std::vector<T>& values, std::string_view text, size_t most) {
    const size_t star = text.find('*');
    const size_t count = star == std::string_view::npos ? 1 : number<uint32_t>(text.substr(0, star));
    if (count > most - values.size()) scan_.refuse("more than {} values", most);
    values.insert(values.end(), count, number<T>(star == std::string_view::npos ? text : text.substr(star + 1)));
  }

  template <class T>
  T number(std::string_view text) {
    T value{};
    if (!parse_number(text, value))
      scan_.refuse("'{}' is no {}", text, std::is_same_v<T, float> ? "number" : "integer in range");
    return value;
  }

  template <class Work>
  void with_line(Work&& work) {
    try {
      work();
    } catch (const InputError& error) {
      scan_.refuse("{}", error.what());
    }
  }

  TextScanner scan_;
  Graph graph_;
  std::vector<bool> declared_;
  int64_t constant_bytes_ = 0;
};

}  // namespace

Graph parse_graph(std::string_view text) { return Parser(text).parse(); }

}  // namespace mote
