// NumPy's .npy files (version 1.0 to 3.0, little endian, C order).
#pragma once

#include <filesystem>
#include <vector>

#include "base/tensor.h"

namespace mote {

struct Array {
  ElementType type = ElementType::float32;
  std::vector<int64_t> shape;
  std::vector<uint8_t> bytes;

  int64_t elements() const;
  template <class T>
  std::vector<T> values() const {
    std::vector<T> result(bytes.size() / sizeof(T));
    std::memcpy(result.data(), bytes.data(), result.size() * sizeof(T));
    return result;
  }
  template <class T>
  static Array of(std::vector<int64_t> shape, const std::vector<T>& values) {
    Array array{element_type_of<T>(), std::move(shape), std::vector<uint8_t>(values.size() * sizeof(T))};
    std::memcpy(array.bytes.data(), values.data(), array.bytes.size());
    return array;
  }
};

// Throws InputError: not an .npy, truncated, Fortran order, big endian, a type Mote has not (float64 reads as float32).
Array read_npy(const std::filesystem::path& path);
void write_npy(const std::filesystem::path& path, const Array& array);

}  // namespace mote
