// What pooling operators share on the host. `Pooling` is the attributes' struct, the same fields in each.
#pragma once

#include "base/device/pooling.h"
#include "ops/checks.h"
#include "ops/overlap.h"
#include "ops/quantized.h"
#include "ops/window.h"

namespace mote {

template <class Pooling>
WindowAxis pool_height(const Call& call) {
  const auto& a = call.as<Pooling>();
  return {"height", call.input(0).shape[1], a.window_height, a.stride_height, 1, a.pad_top, a.pad_bottom};
}

template <class Pooling>
WindowAxis pool_width(const Call& call) {
  const auto& a = call.as<Pooling>();
  return {"width", call.input(0).shape[2], a.window_width, a.stride_width, 1, a.pad_left, a.pad_right};
}

// Beyond the window's own checks: no window lies wholly in the padding, where there is nothing to pool.
void check_pool(const Call& call, const WindowAxis& height, const WindowAxis& width);

template <class Pooling>
void check_pool(const Call& call) {
  check_counts(call, 1);
  if (call.input(0).shape.size() != 4)
    call.refuse("input has shape {}, expected four dimensions", to_string(call.input(0).shape));
  check_pool(call, pool_height<Pooling>(call), pool_width<Pooling>(call));
}

template <class Pooling>
std::vector<Shape> infer_pool_shapes(const Call& call) {
  const Shape& in = call.input(0).shape;
  return {{in[0], window_steps(pool_height<Pooling>(call)), window_steps(pool_width<Pooling>(call)), in[3]}};
}

template <class Pooling>
void fill_pool(const Call& call, auto& l) {
  const auto& a = call.as<Pooling>();
  const Shape &in = call.input(0).shape, &out = call.output().shape;
  l.batches = in[0], l.input_height = in[1], l.input_width = in[2], l.channels = in[3];
  l.output_height = out[1], l.output_width = out[2];
  l.window_height = a.window_height, l.window_width = a.window_width;
  l.stride_height = a.stride_height, l.stride_width = a.stride_width;
  l.pad_top = a.pad_top, l.pad_left = a.pad_left;
}

void visit_pool(auto& l, auto&& f) {
  f("batches", l.batches), f("input_height", l.input_height), f("input_width", l.input_width);
  f("channels", l.channels), f("output_height", l.output_height), f("output_width", l.output_width);
  f("window_height", l.window_height), f("window_width", l.window_width);
  f("stride_height", l.stride_height), f("stride_width", l.stride_width);
  f("pad_top", l.pad_top), f("pad_left", l.pad_left);
  f("output_min", l.output_min), f("output_max", l.output_max);
}

template <class Pooling>
Lowered lower_pool_int8(const Call& call, void (*kernel)(const device::PoolInt8Layer&, const int8_t*, int8_t*)) {
  device::PoolInt8Layer layer{};
  fill_pool<Pooling>(call, layer);
  const Int8Range range = activation_range(call.output(), call.as<Pooling>().activation);
  layer.output_min = range.min, layer.output_max = range.max;
  return lowered("PoolInt8Layer", layer, [](auto& l, auto&& f) { visit_pool(l, f); }, {}, {0}, kernel);
}

template <class Pooling>
Lowered lower_pool_float32(const Call& call, void (*kernel)(const device::PoolFloat32Layer&, const float*, float*)) {
  device::PoolFloat32Layer layer{};
  fill_pool<Pooling>(call, layer);
  const FloatRange range = float_activation_range(call.as<Pooling>().activation);
  layer.output_min = range.min, layer.output_max = range.max;
  return lowered("PoolFloat32Layer", layer, [](auto& l, auto&& f) { visit_pool(l, f); }, {}, {0}, kernel);
}

template <class Pooling>
std::optional<Overlap> pool_overlap(const Call& call, int input) {
  if (input != 0) return std::nullopt;
  const auto element = static_cast<int64_t>(byte_size(call.output().type));
  const int64_t pixel = call.output().shape[3] * element;
  return window_overlap(
      {pool_height<Pooling>(call), pool_width<Pooling>(call), call.input(0).shape[0], pixel, pixel, element}, 0);
}

template <class Pooling>
InstructionCost pool_cost(const Call& call, double final_alu) {
  const auto& a = call.as<Pooling>();
  const double outputs = static_cast<double>(call.output().elements());
  const double taps = outputs * a.window_height * a.window_width;
  return {taps * 2 + outputs * final_alu, 0, taps, outputs, taps + outputs};
}

}  // namespace mote
