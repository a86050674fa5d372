// Checks of types, quantization, axes and counts.
#include "ops/checks.h"

#include <algorithm>
#include <cmath>

namespace mote {

void check_counts(const Call& call, size_t inputs, size_t outputs) {
  if (call.inputs.size() != inputs) call.refuse("has {} inputs, expected {}", call.inputs.size(), inputs);
  for (size_t i = 0; i < inputs; ++i)
    if (!call.has_input(i)) call.refuse("input {} is absent, expected a tensor", i);
  if (call.outputs.size() != outputs) call.refuse("has {} outputs, expected {}", call.outputs.size(), outputs);
}

void check_type(const Call& call, const Tensor& tensor, std::string_view what,
                std::initializer_list<ElementType> types) {
  if (std::find(types.begin(), types.end(), tensor.type) != types.end()) return;
  std::string expected;
  for (ElementType type : types) expected += (expected.empty() ? "" : " or ") + std::string(name_of(type));
  call.refuse("{} is {}, expected {}", what, name_of(tensor.type), expected);
}

void check_same_type(const Call& call, const Tensor& a, std::string_view a_is, const Tensor& b, std::string_view b_is) {
  if (a.type != b.type)
    call.refuse("{} is {} and {} is {}, expected one type", a_is, name_of(a.type), b_is, name_of(b.type));
}

void check_quantized(const Call& call, const Tensor& tensor, std::string_view what) {
  if (tensor.type == ElementType::float32) return;
  const Quantization& q = tensor.quantization;
  if (q.scales.size() != 1 || q.zero_points.size() != 1)
    call.refuse("{} is {} with {} scales and {} zero points, expected one of each", what, name_of(tensor.type),
                q.scales.size(), q.zero_points.size());
  if (!std::isfinite(q.scales[0]) || q.scales[0] <= 0)
    call.refuse("{} has the scale {}, expected a finite one above 0", what, q.scales[0]);
}

void check_same_values(const Call& call, const Tensor& a, std::string_view a_is, const Tensor& b,
                       std::string_view b_is) {
  check_same_type(call, a, a_is, b, b_is);
  if (a.quantization.scales != b.quantization.scales || a.quantization.zero_points != b.quantization.zero_points) {
    const auto text = [](const Quantization& q) {
      return q.present() ? fmt::format("scale {} and zero point {}", q.scale(), q.zero_point()) : "no scale";
    };
    call.refuse("{} has {}, {} {}; expected the same, for values move unchanged", a_is, text(a.quantization), b_is,
                text(b.quantization));
  }
}

void check_axis(const Call& call, const Tensor& tensor, int32_t axis) {
  const auto rank = static_cast<int32_t>(tensor.shape.size());
  if (axis < 0 || axis >= rank)
    call.refuse("axis is {}, expected 0 to {} ({} has {} dimensions)", axis, rank - 1, to_string(tensor.shape), rank);
}

void check_rank(const Call& call, const Tensor& tensor, size_t count, std::string_view what) {
  if (count != tensor.shape.size())
    call.refuse("{} has {} numbers, expected {} (one for each dimension of {})", what, count, tensor.shape.size(),
                to_string(tensor.shape));
}

}  // namespace mote
