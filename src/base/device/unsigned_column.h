// Columns of unsigned values (plus 128), for cores whose multiplications or loads want those.
#ifndef MOTE_BASE_DEVICE_UNSIGNED_COLUMN_H_
#define MOTE_BASE_DEVICE_UNSIGNED_COLUMN_H_

#include "base/device/fixed_point.h"
#include "base/device/memory.h"

namespace mote {
namespace device {

// Four values at a time; returns their sum. Everything is aligned to 4.
inline int32_t append_words(const int8_t* values, int32_t count, uint8_t* column) {
  uint32_t sum = 0;
  while (count > 0) {
    const int32_t part = minimum(count, 1024);  // the pairs of sums of 16 bits below hold 257 words
    uint32_t even = 0, odd = 0;
    for (const int8_t* end = values + part; values != end; values += 4, column += 4) {
      const uint32_t word = load_aligned_word(values) ^ UINT32_C(0x80808080);
      *reinterpret_cast<AnyWord*>(column) = word;
      even += word & UINT32_C(0xFF00FF);
      odd += word >> 8 & UINT32_C(0xFF00FF);
    }
    sum += (even & 0xFFFF) + (even >> 16) + (odd & 0xFFFF) + (odd >> 16);
    count -= part;
  }
  return static_cast<int32_t>(sum);
}

// Appends `count` values to a column, which moves past them; returns their sum.
inline int32_t append_values(const int8_t* values, int32_t count, uint8_t*& column) {
  if (((reinterpret_cast<uintptr_t>(values) | reinterpret_cast<uintptr_t>(column)) & 3) == 0 && count % 4 == 0) {
    column += count;
    return append_words(values, count, column - count);
  }
  int32_t sum = 0;
  for (const int8_t* end = values + count; values != end; ++values) {
    const uint8_t value = static_cast<uint8_t>(static_cast<uint8_t>(*values) ^ 0x80);
    *column++ = value;
    sum += value;
  }
  return sum;
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_BASE_DEVICE_UNSIGNED_COLUMN_H_
