// Float arithmetic that float kernels share. The same source gives the same bits on host and device, since both are
// built without contraction into fused multiply-add.
#ifndef MOTE_BASE_DEVICE_FLOAT_MATH_H_
#define MOTE_BASE_DEVICE_FLOAT_MATH_H_

namespace mote {
namespace device {

// A value that is not a number stays one.
inline float clamp(float value, float low, float high) {
  const float raised = value < low ? low : value;
  return high < raised ? high : raised;
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_BASE_DEVICE_FLOAT_MATH_H_
