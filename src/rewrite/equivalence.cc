// The check that a rewritten graph computes what the imported one does.
#include "rewrite/equivalence.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace mote {
namespace {

bool same_float(const uint8_t* a, const uint8_t* b) {
  float x, y;
  std::memcpy(&x, a, sizeof(x)), std::memcpy(&y, b, sizeof(y));
  return x == y || (std::isnan(x) && std::isnan(y));
}

// The first element in which two values of the tensor differ.
std::optional<int64_t> first_difference(const Tensor& tensor, const Bytes& a, const Bytes& b) {
  if (a == b) return std::nullopt;
  const size_t size = byte_size(tensor.type);
  for (size_t i = 0; i + size <= a.size(); i += size) {
    const bool same =
        tensor.type == ElementType::float32 ? same_float(&a[i], &b[i]) : std::equal(&a[i], &a[i] + size, &b[i]);
    if (!same) return static_cast<int64_t>(i / size);
  }
  return std::nullopt;
}

// The tensor of that name, type and shape that an operator writes, or absent_tensor.
TensorId twin_of(const Graph& graph, const Tensor& tensor) {
  for (const Operator& op : graph.operators)
    for (const TensorId id : op.outputs) {
      const Tensor& other = graph.tensors[id];
      if (other.name == tensor.name && other.type == tensor.type && other.shape == tensor.shape) return id;
    }
  return absent_tensor;
}

}  // namespace

Equivalence::Equivalence(Graph imported, Graph rewritten, const Executor::Choose& choose)
    : imported_(std::move(imported)), rewritten_(std::move(rewritten), choose) {}

std::string Equivalence::difference(std::span<const Bytes> inputs) {
  const std::vector<Bytes> expected = imported_.run(inputs), got = rewritten_.run(inputs);
  ensure(expected.size() == got.size(), "{} outputs were rewritten to {}", expected.size(), got.size());
  for (size_t i = 0; i < expected.size(); ++i)
    if (first_difference(imported_.graph().output(i), expected[i], got[i])) return first_tensor(i);
  return "";
}

std::string Equivalence::first_tensor(size_t output) const {
  const Graph &before = imported_.graph(), &after = rewritten_.graph();
  for (const Operator& op : after.operators)
    for (const TensorId id : op.outputs) {
      const TensorId twin = twin_of(before, after.tensors[id]);
      if (twin == absent_tensor) continue;
      const auto element = first_difference(after.tensors[id], imported_.value(twin), rewritten_.value(id));
      if (element) return fmt::format("element {} of tensor '{}'", *element, after.tensors[id].name);
    }
  return fmt::format("output {} '{}'", output, after.output(output).name);
}

bool promises_equal_bits(const Graph& imported) {
  return std::none_of(imported.operators.begin(), imported.operators.end(),
                      [](const Operator& op) { return op.attributes.operator_name() == "batch_norm"; });
}

}  // namespace mote
