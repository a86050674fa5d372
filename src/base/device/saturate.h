// Clamping to int8, with the saturation instruction of Armv7-M and later where there is one.
#ifndef MOTE_BASE_DEVICE_SATURATE_H_
#define MOTE_BASE_DEVICE_SATURATE_H_

#include "base/device/fixed_point.h"

namespace mote {
namespace device {

#if defined(__ARM_FEATURE_SAT) && defined(__thumb2__)

inline int32_t saturate_int8(int32_t value) {
  int32_t result;
  __asm__("ssat %0, #8, %1" : "=r"(result) : "r"(value) : "cc");
  return result;
}

// -128 <= low <= high <= 127; nothing remains of a bound that is the type's own.
inline int8_t clamp_to_int8(int32_t value, int32_t low, int32_t high) {
  int32_t result = saturate_int8(value);
  if (low > -128) result = maximum(result, low);
  if (high < 127) result = minimum(result, high);
  return static_cast<int8_t>(result);
}

// The same of value / 2, rounded down.
inline int8_t clamp_half_to_int8(int32_t value, int32_t low, int32_t high) {
  int32_t result;
  __asm__("ssat %0, #8, %1, asr #1" : "=r"(result) : "r"(value) : "cc");
  if (low > -128) result = maximum(result, low);
  if (high < 127) result = minimum(result, high);
  return static_cast<int8_t>(result);
}

#else

inline int8_t clamp_half_to_int8(int32_t value, int32_t low, int32_t high) {
  return static_cast<int8_t>(clamp(value >> 1, low, high));
}
inline int8_t clamp_to_int8(int32_t value, int32_t low, int32_t high) {
  return static_cast<int8_t>(clamp(value, low, high));
}

#endif

}  // namespace device
}  // namespace mote

#endif  // MOTE_BASE_DEVICE_SATURATE_H_
