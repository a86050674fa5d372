// Checks of pooling.
#include "ops/pooling.h"

namespace mote {
namespace {

constexpr int64_t most_taps = 1 << 23;  // so that a sum of int8 fits 32 bits

void check_axis(const Call& call, const WindowAxis& axis) {
  check_window(call, axis);
  if (axis.pad_before >= axis.kernel || axis.pad_after >= axis.kernel)
    call.refuse("{} is padded by {} and {}, expected less than the window's {}", axis.name, axis.pad_before,
                axis.pad_after, axis.kernel);
}

}  // namespace

void check_pool(const Call& call, const WindowAxis& height, const WindowAxis& width) {
  check_type(call, call.input(0), "the input", {ElementType::float32, ElementType::int8});
  check_quantized(call, call.input(0), "the input");
  check_same_values(call, call.input(0), "the input", call.output(), "the output");
  check_axis(call, height);
  check_axis(call, width);
  if (int64_t{height.kernel} * width.kernel > most_taps)
    call.refuse("the window is {}x{}, expected {} taps at most", height.kernel, width.kernel, most_taps);
}

}  // namespace mote
