// conv2d: what it accepts, its output shape, its multiply-accumulates, and its variants.
#include "ops/operator.h"

#include "ops/conv2d/attributes.h"
#include "ops/conv2d/lower.h"
#include "ops/variant_row.h"

namespace mote {
namespace conv2d {
namespace {

void check(const Call& call) {
  const auto& a = call.as<Conv2dAttributes>();
  if (call.inputs.size() < 2 || call.inputs.size() > 3 || !call.has_input(0) || !call.has_input(1))
    call.refuse("has {} inputs, expected input, weights and optional bias", call.inputs.size());
  const Shape &in = call.input(0).shape, &kernel = call.input(1).shape;
  if (in.size() != 4 || kernel.size() != 4)
    call.refuse("input {} and weights {}, expected four dimensions each", to_string(in), to_string(kernel));
  if (a.stride_height < 1 || a.stride_width < 1)
    call.refuse("stride is {}x{}, expected at least 1", a.stride_height, a.stride_width);
  if (a.dilation_height < 1 || a.dilation_width < 1)
    call.refuse("dilation is {}x{}, expected at least 1", a.dilation_height, a.dilation_width);
  if (in[3] % kernel[3] != 0 || kernel[0] % (in[3] / kernel[3]) != 0)
    call.refuse("input has {} channels, weights {}: no whole number of groups", in[3], kernel[3]);
  if (call.has_input(2) && call.input(2).elements() != kernel[0])
    call.refuse("bias has {} elements, expected {}", call.input(2).elements(), kernel[0]);
}

int32_t output_size(int32_t input, int32_t kernel, int32_t stride, int32_t dilation, int32_t pads) {
  const int64_t span = int64_t{input} + pads - int64_t{kernel - 1} * dilation - 1;
  return span < 0 ? 0 : static_cast<int32_t>(span / stride + 1);
}

std::vector<Shape> infer_shapes(const Call& call) {
  const auto& a = call.as<Conv2dAttributes>();
  const Shape &in = call.input(0).shape, &kernel = call.input(1).shape;
  return {{in[0], output_size(in[1], kernel[1], a.stride_height, a.dilation_height, a.pad_top + a.pad_bottom),
           output_size(in[2], kernel[2], a.stride_width, a.dilation_width, a.pad_left + a.pad_right), kernel[0]}};
}

int64_t macs(const Call& call) {
  const Shape& kernel = call.input(1).shape;
  return call.output().elements() * kernel[1] * kernel[2] * kernel[3];
}

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
