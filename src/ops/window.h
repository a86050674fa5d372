// The sliding window that convolutions and pooling share: its checks and its number of steps.
#pragma once

#include "ops/operator.h"

namespace mote {

// One dimension of a window over an input that is padded at both ends, in elements.
struct WindowAxis {
  std::string_view name;  // "height", for messages
  int32_t input, kernel, stride, dilation, pad_before, pad_after;
};

// Refuses strides and dilations below 1, negative pads, sizes that overflow, and a window larger than the padded input.
void check_window(const Call& call, const WindowAxis& axis);

// How many places the window has; 0 where it does not fit.
int32_t window_steps(const WindowAxis& axis);

}  // namespace mote
