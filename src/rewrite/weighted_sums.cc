// Operators with weights seen alike.
#include "rewrite/weighted_sums.h"

#include <algorithm>

#include "base/device/fixed_point.h"
#include "ops/conv2d/attributes.h"
#include "ops/depthwise_conv2d/attributes.h"
#include "ops/fully_connected/attributes.h"
#include "ops/fully_connected/lower.h"

namespace mote {
namespace {

template <class Use>
std::optional<WindowAxis> with_convolution(const Call& call, Use&& use) {
  if (const auto* a = call.attributes.get_if<Conv2dAttributes>()) return use(*a);
  if (const auto* a = call.attributes.get_if<DepthwiseConv2dAttributes>()) return use(*a);
  return std::nullopt;
}

std::vector<TapSpan> tap_spans(const WindowAxis& axis) {
  std::vector<TapSpan> spans;
  for (int32_t step = 0; step < window_steps(axis); ++step) {
    const int32_t at = step * axis.stride - axis.pad_before;
    TapSpan span{step, axis.kernel, axis.kernel};
    for (int32_t tap = axis.kernel; tap-- > 0;) {
      const int32_t place = at + tap * axis.dilation;
      if (place >= axis.input) span.end = tap;
      if (place >= 0) span.first = tap;
    }
    span.first = std::min(span.first, span.end);
    const auto same = [&](const TapSpan& other) { return other.first == span.first && other.end == span.end; };
    if (std::none_of(spans.begin(), spans.end(), same)) spans.push_back(span);
  }
  return spans;
}

void fill_channels(const Call& call, WeightedSums& sums) {
  const Shape& kernel = call.input(1).shape;
  sums.outputs = call.output().shape.back();
  sums.inputs = sums.channels = kernel.back();
  if (kernel.size() != 4) return;
  sums.inputs = call.input(0).shape[3];
  sums.kernel_height = kernel[1], sums.kernel_width = kernel[2];
  sums.depthwise = call.attributes.get_if<DepthwiseConv2dAttributes>() != nullptr;
  if (sums.depthwise) sums.channels = 1;
}

void fill_numbers(const Call& call, bool float_product, WeightedSums& sums) {
  for (const Table& table : multiplier_tables(call, sums.outputs, float_product)) {
    const Tensor values{"", table.type, {}, {}, table.bytes};
    if (table.name == "multiplier") sums.multiplier = values.values<int32_t>();
    if (table.name == "shift") sums.shift = values.values<int8_t>();
  }
  sums.weights = call.input(1).values<int8_t>();
  sums.bias = call.has_input(2) ? call.input(2).values<int32_t>() : std::vector<int32_t>(sums.outputs);
  sums.input_zero_point = call.input(0).quantization.zero_point();
  sums.output_zero_point = call.output().quantization.zero_point();
}

std::optional<Activation> weighted_activation(const Call& call) {
  if (const auto* a = call.attributes.get_if<Conv2dAttributes>()) return a->activation;
  if (const auto* a = call.attributes.get_if<DepthwiseConv2dAttributes>()) return a->activation;
  if (const auto* a = call.attributes.get_if<FullyConnectedAttributes>()) return a->activation;
  return std::nullopt;
}

}  // namespace

std::optional<WindowAxis> window_height(const Call& call) {
  return with_convolution(call, [&](const auto& a) -> WindowAxis {
    return {"height",    call.input(0).shape[1], call.input(1).shape[1], a.stride_height, a.dilation_height, a.pad_top,
            a.pad_bottom};
  });
}

std::optional<WindowAxis> window_width(const Call& call) {
  return with_convolution(call, [&](const auto& a) -> WindowAxis {
    return {"width",    call.input(0).shape[2], call.input(1).shape[2], a.stride_width, a.dilation_width, a.pad_left,
            a.pad_right};
  });
}

std::optional<int32_t> WeightedSums::requantized(int64_t sum, int32_t output) const {
  const int left = std::max<int>(shift[output], 0);
  const int64_t limit = (int64_t{1} << (31 - left)) - 1;
  if (sum < -limit || sum > limit) return std::nullopt;
  const int32_t scaled =
      device::multiply_by_quantized_multiplier(static_cast<int32_t>(sum), multiplier[output], shift[output]);
  const int64_t value = int64_t{scaled} + output_zero_point;
  if (value > INT32_MAX || value < INT32_MIN) return std::nullopt;
  return static_cast<int32_t>(std::clamp<int64_t>(value, range.min, range.max));
}

bool WeightedSums::padded() const {
  return rows.size() > 1 || columns.size() > 1 || rows[0].end - rows[0].first < kernel_height ||
         columns[0].end - columns[0].first < kernel_width;
}

std::optional<WeightedSums> weighted_sums(const Graph& graph, const Operator& op) {
  const Call call = call_of(graph, op);
  const std::optional<Activation> activation = weighted_activation(call);
  if (!activation || !serves_int8_weights(call)) return std::nullopt;
  WeightedSums sums;
  fill_channels(call, sums);
  const bool dense = call.attributes.get_if<FullyConnectedAttributes>() != nullptr;
  fill_numbers(call, dense && fully_connected::has_float_product(call), sums);
  sums.range = activation_range(call.output(), *activation);
  sums.rows = sums.columns = {{0, 0, 1}};
  if (const auto height = window_height(call)) sums.rows = tap_spans(*height);
  if (const auto width = window_width(call)) sums.columns = tap_spans(*width);
  return sums;
}

}  // namespace mote
