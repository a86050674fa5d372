// What every part of the graph is made of: element types, shapes, quantization, and a tensor that may hold constant bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mote {

enum class ElementType : uint8_t { float32, int8, uint8, int16, int32, int64, boolean };

size_t byte_size(ElementType type);
std::string_view name_of(ElementType type);
std::optional<ElementType> element_type_named(std::string_view name);

template <class T>
constexpr ElementType element_type_of();
template <> constexpr ElementType element_type_of<float>() { return ElementType::float32; }
template <> constexpr ElementType element_type_of<int8_t>() { return ElementType::int8; }
template <> constexpr ElementType element_type_of<uint8_t>() { return ElementType::uint8; }
template <> constexpr ElementType element_type_of<int16_t>() { return ElementType::int16; }
template <> constexpr ElementType element_type_of<int32_t>() { return ElementType::int32; }
template <> constexpr ElementType element_type_of<int64_t>() { return ElementType::int64; }

// Dimensions, outermost first; images are NHWC. An empty shape is a scalar.
using Shape = std::vector<int32_t>;

// Throws InputError where a dimension is below 1 or the product is 2^31 or more.
int64_t element_count(const Shape& shape);
std::string to_string(const Shape& shape);  // "1x49x10x1", "scalar"

// real = scale * (integer - zero_point). One scale for the tensor, or one for each index along `axis`.
struct Quantization {
  std::vector<float> scales;         // empty: not quantized
  std::vector<int32_t> zero_points;  // as many as scales
  int32_t axis = 0;                  // means something only where there are several scales

  bool present() const { return !scales.empty(); }
  bool per_channel() const { return scales.size() > 1; }
  float scale(size_t channel = 0) const { return scales[per_channel() ? channel : 0]; }
  int32_t zero_point(size_t channel = 0) const { return zero_points[zero_points.size() > 1 ? channel : 0]; }
  bool operator==(const Quantization&) const = default;
};

struct Tensor {
  std::string name;
  ElementType type = ElementType::float32;
  Shape shape;
  Quantization quantization;
  std::vector<uint8_t> data;  // little endian, row-major; empty: computed at run time

  bool constant() const { return !data.empty(); }
  int64_t elements() const { return element_count(shape); }
  int64_t bytes() const { return elements() * static_cast<int64_t>(byte_size(type)); }

  // The constant as values of T, which must be its element type.
  template <class T>
  std::vector<T> values() const {
    std::vector<T> result(data.size() / sizeof(T));
    std::memcpy(result.data(), data.data(), result.size() * sizeof(T));
    return result;
  }
  template <class T>
  void set_values(std::span<const T> values) {
    data.resize(values.size_bytes());
    std::memcpy(data.data(), values.data(), values.size_bytes());
  }
  bool operator==(const Tensor&) const = default;
};

}  // namespace mote
