// What the hand-written products of columns with weights take: one struct in memory, because it is read by assembly.
#ifndef MOTE_BASE_DEVICE_PRODUCT_JOB_H_
#define MOTE_BASE_DEVICE_PRODUCT_JOB_H_

#include <stdint.h>

#include "base/device/requantize.h"

namespace mote {
namespace device {

// The order of the fields is known to the assembly.
struct ProductJob {
  const void* columns;
  const void* columns_end;
  const void* stream;  // of weights
  int8_t* output;
  int32_t groups;     // of channels
  int32_t pitch;      // from an output of one column to that of the next
  int32_t less;       // comes off each sum
  int32_t threshold;  // sums up to this have the output output_min
  int32_t output_min, output_max;
};

// The fields that the layer says.
template <class Layer>
inline ProductJob product_job(const Layer& layer, const void* columns, const void* columns_end) {
  const int32_t threshold = layer.output_min >= layer.output_zero_point ? 0 : INT32_MIN;
  return {columns, columns_end, layer.weights, nullptr, 0, 0, 0, threshold, layer.output_min, layer.output_max};
}

// What the assembly makes of a sum, in plain C++. left_shift: above 0 for factors of 1 or more. A shift to the right of
// 0, for factors of 1/2 or more, is only right for sums above 0: for layers whose other sums have the least output.
inline int8_t job_output(const ProductJob& job, int32_t sum, int32_t multiplier, int32_t offset, int32_t right_shift,
                         int32_t left_shift = 0) {
  if (sum <= job.threshold) return static_cast<int8_t>(job.output_min);
  return clamp_to_int8(requantize_small(sum * (INT32_C(1) << left_shift), {multiplier, offset, right_shift}),
                       job.output_min, job.output_max);
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_BASE_DEVICE_PRODUCT_JOB_H_
