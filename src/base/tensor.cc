// Names and sizes of element types, and checked products of shapes.
#include "base/tensor.h"

#include "base/error.h"

namespace mote {
namespace {

struct TypeRow {
  ElementType type;
  std::string_view name;
  size_t bytes;
};

constexpr TypeRow type_rows[] = {
    {ElementType::float32, "float32", 4}, {ElementType::int8, "int8", 1},   {ElementType::uint8, "uint8", 1},
    {ElementType::int16, "int16", 2},     {ElementType::int32, "int32", 4}, {ElementType::int64, "int64", 8},
    {ElementType::boolean, "bool", 1},
};

const TypeRow& row_of(ElementType type) { return type_rows[static_cast<size_t>(type)]; }

}  // namespace

size_t byte_size(ElementType type) { return row_of(type).bytes; }

std::string_view name_of(ElementType type) { return row_of(type).name; }

std::optional<ElementType> element_type_named(std::string_view name) {
  for (const TypeRow& row : type_rows)
    if (row.name == name) return row.type;
  return std::nullopt;
}

int64_t element_count(const Shape& shape) {
  int64_t count = 1;
  for (int32_t dimension : shape) {
    if (dimension < 1) fail("shape {} has a dimension of {}, expected at least 1", to_string(shape), dimension);
    count *= dimension;
    if (count > INT32_MAX) fail("shape {} has more than {} elements", to_string(shape), INT32_MAX);
  }
  return count;
}

std::string to_string(const Shape& shape) {
  return shape.empty() ? "scalar" : fmt::format("{}", fmt::join(shape, "x"));
}

}  // namespace mote
