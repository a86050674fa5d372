// conv2d: what it accepts, its output shape, its multiply-accumulates, and its variants.
#include "ops/operator.h"

#include "ops/conv2d/attributes.h"
#include "ops/conv2d/lower.h"
#include "ops/quantized.h"
#include "ops/variant_row.h"
#include "ops/window.h"

namespace mote {
namespace conv2d {
namespace {

WindowAxis height_axis(const Call& call) {
  const auto& a = call.as<Conv2dAttributes>();
  return {"height",    call.input(0).shape[1], call.input(1).shape[1], a.stride_height, a.dilation_height, a.pad_top,
          a.pad_bottom};
}

WindowAxis width_axis(const Call& call) {
  const auto& a = call.as<Conv2dAttributes>();
  return {"width",    call.input(0).shape[2], call.input(1).shape[2], a.stride_width, a.dilation_width, a.pad_left,
          a.pad_right};
}

void check(const Call& call) {
  if (call.inputs.size() < 2 || call.inputs.size() > 3 || !call.has_input(0) || !call.has_input(1))
    call.refuse("has {} inputs, expected input, weights and optional bias", call.inputs.size());
  const Shape &in = call.input(0).shape, &kernel = call.input(1).shape;
  if (in.size() != 4 || kernel.size() != 4)
    call.refuse("input {} and weights {}, expected four dimensions each", to_string(in), to_string(kernel));
  if (in[3] % kernel[3] != 0 || kernel[0] % (in[3] / kernel[3]) != 0)
    call.refuse("input has {} channels, weights {}: no whole number of groups", in[3], kernel[3]);
  check_window(call, height_axis(call));
  check_window(call, width_axis(call));
  check_weights(call, kernel[0], 0);
}

std::vector<Shape> infer_shapes(const Call& call) {
  return {{call.input(0).shape[0], window_steps(height_axis(call)), window_steps(width_axis(call)),
           call.input(1).shape[0]}};
}

int64_t macs(const Call& call) {
  const Shape& kernel = call.input(1).shape;
  return call.output().elements() * kernel[1] * kernel[2] * kernel[3];
}

// The output of a kernel that works on so many pixels at a time, or (0) on one output at a time.
template <int64_t pixels>
constexpr OverlapRule overlaps = weighted_window_overlap<Conv2dAttributes, pixels>;
constexpr OverlapRule overlaps_tiles_of_2x4 = weighted_tile_overlap<Conv2dAttributes, 2, 4>;

const Variant variants[] = {
#include "ops/conv2d/variants.def"
};

}  // namespace
}  // namespace conv2d

const OperatorDefinition& conv2d_definition() {
  static const OperatorDefinition definition{Conv2dAttributes::operator_name,
                                             [] { return Attributes(Conv2dAttributes{}); },
                                             conv2d::check,
                                             conv2d::infer_shapes,
                                             conv2d::macs,
                                             conv2d::variants};
  return definition;
}

}  // namespace mote
