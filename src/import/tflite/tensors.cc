// The file's tensors as ours: type, shape, quantization, constant bytes.
#include "import/tflite/node.h"

namespace mote::tflite {
namespace {

ElementType element_type(schema::TensorType type, const std::string& place) {
  switch (type) {
    case schema::TensorType::FLOAT32:
      return ElementType::float32;
    case schema::TensorType::INT8:
      return ElementType::int8;
    case schema::TensorType::UINT8:
      return ElementType::uint8;
    case schema::TensorType::INT16:
      return ElementType::int16;
    case schema::TensorType::INT32:
      return ElementType::int32;
    case schema::TensorType::INT64:
      return ElementType::int64;
    case schema::TensorType::BOOL:
      return ElementType::boolean;
    default: {
      const std::string name = schema::EnumNameTensorType(type);
      fail("{} has type {}, expected FLOAT32, INT8, UINT8, INT16, INT32, INT64 or BOOL", place,
           name.empty() ? fmt::format("{}", static_cast<int>(type)) : name);
    }
  }
}

Quantization quantization(const schema::Tensor& tensor, size_t rank, const std::string& place) {
  const schema::QuantizationParameters* given = tensor.quantization();
  if (!given || tensor.type() == schema::TensorType::FLOAT32 || tensor.type() == schema::TensorType::BOOL) return {};
  if (given->details_type() != schema::QuantizationDetails::NONE)
    fail("{} is quantized by blocks or in a custom way, expected one scale or one a channel", place);
  Quantization result;
  if (given->scale()) result.scales.assign(given->scale()->begin(), given->scale()->end());
  for (size_t i = 0; i < count_of(given->zero_point()); ++i) {
    int64_t zero_point;  // copied, for a hostile file may have it at any address, which FlatBuffers' verifier lets pass
    std::memcpy(&zero_point, given->zero_point()->Data() + i * sizeof(zero_point), sizeof(zero_point));
    if (zero_point < INT32_MIN || zero_point > INT32_MAX)
      fail("{}: zero point is {}, out of its type's range", place, zero_point);
    result.zero_points.push_back(static_cast<int32_t>(zero_point));
  }
  if (result.scales.empty() || result.zero_points.empty()) result.zero_points.assign(result.scales.size(), 0);
  // Older converters leave the weights' dimension on one-dimensional biases.
  if (result.per_channel() && rank > 1) result.axis = given->quantized_dimension();
  return result;
}

int64_t checked_elements(const Shape& shape, const std::string& place) {
  try {
    return element_count(shape);
  } catch (const InputError& error) {
    fail("{}: {}", place, error.what());
  }
}

// The bytes of the tensor's buffer: within the FlatBuffer, or behind it.
std::span<const uint8_t> buffer_bytes(const schema::Model& model, std::span<const uint8_t> file, uint32_t index) {
  if (index >= count_of(model.buffers())) return {};
  const schema::Buffer* buffer = model.buffers()->Get(index);
  if (buffer->offset() > 1) return file.subspan(buffer->offset(), buffer->size());
  return {count_of(buffer->data()) ? buffer->data()->data() : nullptr, count_of(buffer->data())};
}

}  // namespace

Tensor Builder::converted(int32_t index) {
  const schema::Tensor& source = *subgraph().tensors()->Get(index);
  Tensor tensor;
  tensor.name = plain_name(source.name());
  const std::string place = fmt::format("tensor {} '{}'", index, tensor.name);
  if (source.sparsity()) fail("{} is sparse, expected dense; convert the model without sparsity", place);
  if (source.external_buffer() != 0) fail("{} keeps its data in another file, expected it in this one", place);
  tensor.type = element_type(source.type(), place);
  if (source.shape()) tensor.shape.assign(source.shape()->begin(), source.shape()->end());
  tensor.quantization = quantization(source, tensor.shape.size(), place);
  const std::span<const uint8_t> data = buffer_bytes(model_, file_, source.buffer());
  // A list of no numbers (axes, a scalar's shape) may be empty; no tensor with values may.
  if (data.empty() && tensor.shape == Shape{0}) return tensor;
  const int64_t elements = checked_elements(tensor.shape, place);
  if (data.empty()) return tensor;

  const int64_t expected = elements * static_cast<int64_t>(byte_size(tensor.type));
  if (static_cast<int64_t>(data.size()) != expected)
    fail("{} holds {} bytes, expected {} ({} of shape {})", place, data.size(), expected, name_of(tensor.type),
         to_string(tensor.shape));
  // Tensors may share a buffer, but not so often that a small file becomes a large model.
  constexpr int64_t shared_times = 4, shared_bytes = 1 << 20;
  constant_bytes_ += expected;
  if (constant_bytes_ > shared_times * static_cast<int64_t>(file_.size()) + shared_bytes)
    fail("{}: the constants so far have {} bytes in a file of {}", place, constant_bytes_, file_.size());
  tensor.data.assign(data.begin(), data.end());
  return tensor;
}

const Tensor& Builder::tensor(int32_t index) {
  ensure(index >= 0, "an absent tensor was read");
  const auto found = tensors_.find(index);
  return found != tensors_.end() ? found->second : tensors_.emplace(index, converted(index)).first->second;
}

TensorId Builder::id_of(int32_t index) {
  const auto found = ids_.find(index);
  if (found != ids_.end()) return found->second;
  const schema::Tensor& source = *subgraph().tensors()->Get(index);
  if (source.is_variable())
    fail("tensor {} '{}' is a variable that keeps its value between runs, which is not supported", index,
         plain_name(source.name()));
  const Tensor& known = tensor(index);
  checked_elements(known.shape, fmt::format("tensor {} '{}'", index, known.name));
  return ids_[index] = graph.add(known);
}

std::string Builder::unique_name(std::string wanted) {
  const int uses = ++names_[wanted];
  return uses == 1 ? wanted : unique_name(fmt::format("{}_{}", wanted, uses));
}

}  // namespace mote::tflite
