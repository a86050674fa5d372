// Inputs on which to compare graphs.
#include "graph/sample_inputs.h"

namespace mote {
namespace {

constexpr uint8_t lowest = 0x80, highest = 0x7f;
constexpr uint8_t flat[] = {lowest, highest, 0x00, 0xff};
constexpr int64_t flat_count = std::size(flat), pattern_count = flat_count + 2, kinds = 4;

// Whether the element's coordinates, but for the channel, add up to an odd number.
bool is_odd(const Shape& shape, size_t element) {
  bool odd = false;
  for (size_t d = shape.size(); d-- > 0;) {
    if (d + 1 < shape.size() || shape.size() == 1) odd ^= element % shape[d] % 2 == 1;
    element /= shape[d];
  }
  return odd;
}

void fill_runs(Bytes& bytes, std::mt19937& random) {
  for (size_t i = 0; i < bytes.size();) {
    const auto value = static_cast<uint8_t>(random());
    for (size_t run = 1 + random() % (1 + bytes.size() / 4); run-- > 0 && i < bytes.size();) bytes[i++] = value;
  }
}

void fill_kind(Bytes& bytes, int64_t kind, std::mt19937& random) {
  const bool high = random() % 2 == 1;
  switch (kind) {
    case 0:
      for (uint8_t& byte : bytes) byte = static_cast<uint8_t>(random());
      return;
    case 1:
      for (uint8_t& byte : bytes) byte = random() % 2 == 1 ? highest : lowest;
      return;
    case 2:
      bytes.assign(bytes.size(), high ? highest : lowest);
      bytes[random() % bytes.size()] = high ? lowest : highest;
      return;
    default:
      fill_runs(bytes, random);
  }
}

Bytes integers(const Tensor& tensor, int64_t sample, std::mt19937& random) {
  Bytes bytes(tensor.bytes());
  const size_t size = byte_size(tensor.type);
  if (sample < flat_count) {
    bytes.assign(bytes.size(), flat[sample]);
  } else if (sample < pattern_count) {
    for (size_t i = 0; i < bytes.size(); ++i)
      bytes[i] = is_odd(tensor.shape, i / size) == (sample % 2 == 1) ? highest : lowest;
  } else {
    fill_kind(bytes, (sample - pattern_count) % kinds, random);
  }
  if (tensor.type == ElementType::boolean)
    for (uint8_t& byte : bytes) byte &= 1;
  return bytes;
}

Bytes floats(const Tensor& tensor, int64_t sample, std::mt19937& random) {
  constexpr float extremes[] = {0.0f, -0.0f, 1e30f, -1e30f, 1e-40f, 6.0f, -1.0f};
  std::vector<float> values(tensor.elements());
  for (float& value : values)
    value = sample < 2 ? extremes[random() % std::size(extremes)] : static_cast<float>(random()) / 4.2949673e8f - 5.0f;
  Bytes bytes(tensor.bytes());
  std::memcpy(bytes.data(), values.data(), bytes.size());
  return bytes;
}

}  // namespace

std::vector<Bytes> sample_inputs(const Graph& graph, int64_t sample) {
  std::mt19937 random(static_cast<uint32_t>(sample));
  std::vector<Bytes> inputs;
  for (const TensorId id : graph.inputs) {
    const Tensor& tensor = graph.tensors[id];
    inputs.push_back(tensor.type == ElementType::float32 ? floats(tensor, sample, random)
                                                         : integers(tensor, sample, random));
  }
  return inputs;
}

}  // namespace mote
