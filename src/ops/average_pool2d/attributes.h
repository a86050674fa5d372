// Attributes of average_pool2d: input NHWC; each output is the mean of those of its taps that lie inside the input.
#pragma once

#include "base/attributes.h"

namespace mote {

struct AveragePool2dAttributes {
  static constexpr std::string_view operator_name = "average_pool2d";

  int32_t window_height = 1, window_width = 1;
  int32_t stride_height = 1, stride_width = 1;
  int32_t pad_top = 0, pad_bottom = 0, pad_left = 0, pad_right = 0;  // in elements
  Activation activation = Activation::none;

  void visit(auto&& field) {
    field("window_height", window_height), field("window_width", window_width);
    field("stride_height", stride_height), field("stride_width", stride_width);
    field("pad_top", pad_top), field("pad_bottom", pad_bottom), field("pad_left", pad_left);
    field("pad_right", pad_right), field("activation", activation);
  }
};

}  // namespace mote
