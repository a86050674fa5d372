// Products of columns with the weights of four output channels at a time, for cores without vectors. Values and weights
// are unsigned (plus 128), because every core loads those with an offset in one instruction; so 128 times the column's
// sum comes off.
//
// The weights are a stream that is read once for a column. It holds for each four channels: four biases for
// unsigned values; four weights for each value of the column, which is filled up to a multiple of four with 0; four
// multipliers; four bytes of shifts to the right.
#ifndef MOTE_BASE_DEVICE_COLUMN_PRODUCT_H_
#define MOTE_BASE_DEVICE_COLUMN_PRODUCT_H_

#include "base/device/memory.h"
#include "base/device/requantize.h"

namespace mote {
namespace device {

// Appends `count` values to a column, and their sum to `sum`.
inline void column_append(const int8_t* values, int32_t count, uint8_t*& column, int32_t& sum) {
  for (const int8_t* end = values + count; values != end; ++values, ++column) {
    const int32_t value = *values + 128;
    *column = static_cast<uint8_t>(value);
    sum += value;
  }
}

inline void column_fill(int32_t value, int32_t count, uint8_t*& column, int32_t& sum) {
  for (; count > 0; --count, ++column, sum += value) *column = static_cast<uint8_t>(value);
}

// The sums of four channels. Signed, because compilers reorder unsigned sums, and then have too few registers. They
// can't overflow for columns of up to 8192 values.
struct FourSums {
  int32_t a, b, c, d;
};

inline void add_product(int32_t weight, int32_t value, int32_t& sum) { sum += weight * value; }

inline FourSums four_biases(const uint8_t* stream, int32_t column_sum) {
  const int32_t less = column_sum * 128;
  return {load_int32(stream) - less, load_int32(stream + 4) - less, load_int32(stream + 8) - less,
          load_int32(stream + 12) - less};
}

// `stream` stands at the multipliers.
template <class Layer>
inline void store_four(const Layer& layer, const FourSums& sums, const uint8_t* stream, int32_t channels,
                       int8_t* output) {
  const int32_t in_order[4] = {sums.a, sums.b, sums.c, sums.d};
  for (int32_t i = 0; i < minimum(channels, 4); ++i) {
    const int32_t multiplier = load_int32(stream + 4 * i), right_shift = static_cast<int8_t>(stream[16 + i]);
    output[i] = requantize(layer, in_order[i], channel_factor(layer, multiplier, right_shift));
  }
}

inline void add_to_four(const uint8_t* weights, int32_t value, FourSums& sums) {
  add_product(weights[0], value, sums.a);
  add_product(weights[1], value, sums.b);
  add_product(weights[2], value, sums.c);
  add_product(weights[3], value, sums.d);
}

// Four channels' weights times `values` values of one column, at least four.
inline void multiply_column(const uint8_t* weights, const uint8_t* column, int32_t values, FourSums& sums) {
  for (const uint8_t* end = column + values; column != end; weights += 16, column += 4) {
    add_to_four(weights, column[0], sums);
    add_to_four(weights + 4, column[1], sums);
    add_to_four(weights + 8, column[2], sums);
    add_to_four(weights + 12, column[3], sums);
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_BASE_DEVICE_COLUMN_PRODUCT_H_
