// Float arithmetic that float kernels share. The same source gives the same bits on host and device, since both are
// built without contraction into fused multiply-add and use nothing but + - * / and conversions. Errors are below three
// units in the last place. Source of the polynomials: Cephes (Moshier), single precision.
#ifndef MOTE_BASE_DEVICE_FLOAT_MATH_H_
#define MOTE_BASE_DEVICE_FLOAT_MATH_H_

#include <stdint.h>
#include <string.h>

namespace mote {
namespace device {

// A value that is not a number stays one.
inline float clamp(float value, float low, float high) {
  const float raised = value < low ? low : value;
  return high < raised ? high : raised;
}

// To the nearest integer, ties away from zero.
inline float round_half_away(float value) {
  if (!(value > -8388608.0f && value < 8388608.0f)) return value;  // from 2^23 on every float is an integer
  const float whole = static_cast<float>(static_cast<int32_t>(value));
  const float rest = value - whole;
  return rest >= 0.5f ? whole + 1.0f : rest <= -0.5f ? whole - 1.0f : whole;
}

// 2^exponent, -126 <= exponent <= 127.
inline float power_of_two(int32_t exponent) {
  const uint32_t bits = static_cast<uint32_t>(exponent + 127) << 23;
  float result;
  memcpy(&result, &bits, sizeof result);
  return result;
}

inline float exp(float x) {
  if (x != x) return x;
  if (x > 88.7228394f) return power_of_two(127) * 2.0f;  // infinity
  if (x < -103.972084f) return 0.0f;
  const float n = round_half_away(x * 1.44269504f);
  const float r = (x - n * 0.693359375f) - n * -2.12194440e-4f;  // log 2 in two parts
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  const float e = (p * (r * r) + r) + 1.0f;
  const int32_t exponent = static_cast<int32_t>(n);
  const int32_t half = exponent / 2;  // in two steps, since 2^n alone may not be a normal number
  return (e * power_of_two(half)) * power_of_two(exponent - half);
}

// 1 / (1 + exp(-x)).
inline float logistic(float x) {
  if (x >= 0.0f) return 1.0f / (1.0f + exp(-x));
  const float e = exp(x);
  return e / (1.0f + e);
}

inline float tanh(float x) {
  const float size = x < 0.0f ? -x : x;
  if (size >= 0.625f) {
    const float e = exp(-2.0f * size);
    const float t = (1.0f - e) / (1.0f + e);
    return x < 0.0f ? -t : t;
  }
  const float z = x * x;
  float p = -5.70498872745e-3f;
  p = p * z + 2.06390887954e-2f;
  p = p * z - 5.37397155531e-2f;
  p = p * z + 1.33314422036e-1f;
  p = p * z - 3.33332819422e-1f;
  return (p * z) * x + x;
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_BASE_DEVICE_FLOAT_MATH_H_
