// Checks and step count of a sliding window.
#include "ops/window.h"

namespace mote {
namespace {

constexpr int32_t most_elements = 1 << 24;  // so that no index of a kernel overflows

int64_t padded_size(const WindowAxis& axis) { return int64_t{axis.input} + axis.pad_before + axis.pad_after; }
int64_t window_size(const WindowAxis& axis) { return int64_t{axis.kernel - 1} * axis.dilation + 1; }

}  // namespace

void check_window(const Call& call, const WindowAxis& axis) {
  if (axis.stride < 1 || axis.stride > most_elements)
    call.refuse("{} stride is {}, expected 1 to {}", axis.name, axis.stride, most_elements);
  if (axis.dilation < 1 || axis.dilation > most_elements)
    call.refuse("{} dilation is {}, expected 1 to {}", axis.name, axis.dilation, most_elements);
  if (axis.pad_before < 0 || axis.pad_after < 0 || padded_size(axis) > most_elements)
    call.refuse("{} {} is padded by {} and {}, expected none below 0 and {} elements at most", axis.name, axis.input,
                axis.pad_before, axis.pad_after, most_elements);
  if (axis.kernel < 1 || window_size(axis) > padded_size(axis))
    call.refuse("the window covers a {} of {} (kernel {}, dilation {}), more than the padded input's {}", axis.name,
                window_size(axis), axis.kernel, axis.dilation, padded_size(axis));
}

int32_t window_steps(const WindowAxis& axis) {
  const int64_t room = padded_size(axis) - window_size(axis);
  return room < 0 ? 0 : static_cast<int32_t>(room / axis.stride + 1);
}

}  // namespace mote
