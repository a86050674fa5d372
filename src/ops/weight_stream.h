// Builds the streams of weights, biases and factors that fast kernels read from front to back.
#pragma once

#include <cstdint>
#include <vector>

#include "ops/quantized.h"

namespace mote {

class WeightStream {
 public:
  void add_byte(int32_t value) { bytes_.push_back(static_cast<int8_t>(static_cast<uint8_t>(value))); }
  void add_word(int32_t value) {
    for (int bit = 0; bit < 32; bit += 8) add_byte(static_cast<int32_t>(static_cast<uint32_t>(value) >> bit & 0xFF));
  }
  void add_half(int32_t value) { add_byte(value & 0xFF), add_byte(value >> 8 & 0xFF); }
  // Zeros up to `size` bytes in all.
  void fill_to(size_t size) { bytes_.resize(size); }
  size_t size() const { return bytes_.size(); }
  const std::vector<int8_t>& bytes() const { return bytes_; }

 private:
  std::vector<int8_t> bytes_;
};

// The most values of a column for which base/device/column_product.h is sure not to overflow.
constexpr int32_t longest_column = 8192;

// The stream of base/device/column_product.h; weights are [channels, inner].
std::vector<int8_t> column_product_stream(const Call& call, int32_t channels, std::vector<StreamFactor> factors);

}  // namespace mote
