// requantize.h's last step in five or six instructions of the DSP extension.
//
// A factor's multiplier m is Q31 and at least 2^30. SMMLAR multiplies by 2^-32, so either the sum is doubled
// beforehand, or m is: 2 m - 2^32 fits in a signed word, and adding the sum itself makes up for the 2^32. Where the sum
// is negative and rounds to 0, the 1 that is taken from it (half away from zero) changes nothing: 1/2 is added to it
// next.
#ifndef MOTE_BASE_DEVICE_REQUANTIZE_DSP_H_
#define MOTE_BASE_DEVICE_REQUANTIZE_DSP_H_

#include "base/device/dsp.h"
#include "base/device/requantize.h"

namespace mote {
namespace device {

struct DspFactor {
  int32_t multiplier;  // m, or 2 m - 2^32
  int32_t offset;      // 1/2 and the output's zero point, before the shift
  int32_t shift;       // to the right, less 1; above 30: 63 - the shift to the left, for requantize_large()
};

// `shift` as a stream of weights holds it.
template <class Layer>
inline DspFactor dsp_factor(const Layer& layer, int32_t multiplier, int32_t shift) {
  const int32_t places = layer.large_factors && shift > 30 ? 0 : shift;
  return {multiplier, (2 * layer.output_zero_point + 1) * (INT32_C(1) << places), shift};
}

// `doubled`: twice the sum. The factor is not large, its multiplier m.
template <class Layer>
inline int8_t requantize_doubled(const Layer& layer, int32_t doubled, const DspFactor& factor) {
  const int32_t high = smmlar(doubled, factor.multiplier, factor.offset);
  return clamp_half_to_int8((high + (doubled >> 31)) >> factor.shift, layer.output_min, layer.output_max);
}

// The factor's multiplier is 2 m - 2^32.
template <class Layer>
inline int8_t requantize_dsp(const Layer& layer, int32_t sum, const DspFactor& factor) {
  if (layer.large_factors && factor.shift > 30) {
    const int32_t multiplier = static_cast<int32_t>(static_cast<uint32_t>(factor.multiplier) >> 1);
    const int32_t value = requantize_large(sum, multiplier, 63 - factor.shift);
    return clamp_to_int8(value + layer.output_zero_point, layer.output_min, layer.output_max);
  }
  const int32_t high = smmlar(sum, factor.multiplier, sum + factor.offset);
  return clamp_half_to_int8((high + (sum >> 31)) >> factor.shift, layer.output_min, layer.output_max);
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_BASE_DEVICE_REQUANTIZE_DSP_H_
