// Attributes of depthwise_conv2d: input NHWC, weights [1, height, width, output channels], optional bias. Output
// channel c reads input channel c / (output channels / input channels).
#pragma once

#include "base/attributes.h"

namespace mote {

struct DepthwiseConv2dAttributes {
  static constexpr std::string_view operator_name = "depthwise_conv2d";

  int32_t stride_height = 1, stride_width = 1;
  int32_t dilation_height = 1, dilation_width = 1;
  int32_t pad_top = 0, pad_bottom = 0, pad_left = 0, pad_right = 0;  // in elements; padded with the input's zero
  Activation activation = Activation::none;

  void visit(auto&& field) {
    field("stride_height", stride_height), field("stride_width", stride_width);
    field("dilation_height", dilation_height), field("dilation_width", dilation_width);
    field("pad_top", pad_top), field("pad_bottom", pad_bottom), field("pad_left", pad_left);
    field("pad_right", pad_right), field("activation", activation);
  }
};

}  // namespace mote
