// Convolutions and pools: SAME and VALID become explicit pads.
#include "import/tflite/maps.h"
#include "ops/average_pool2d/attributes.h"
#include "ops/conv2d/attributes.h"
#include "ops/depthwise_conv2d/attributes.h"
#include "ops/max_pool2d/attributes.h"

namespace mote::tflite {
namespace {

struct Pads {
  int32_t before, after;
};

// SAME: as many outputs as strides fit the input, the odd pad element behind. Source: TFLite's padding rule.
Pads pads_of(const Node& node, schema::Padding padding, int64_t input, int64_t window, int64_t stride,
             int64_t dilation) {
  if (padding == schema::Padding::VALID) return {0, 0};
  if (padding != schema::Padding::SAME)
    node.refuse("its padding is {}, expected SAME or VALID", static_cast<int>(padding));
  const int64_t outputs = (input + stride - 1) / stride;
  const int64_t total = std::max<int64_t>((outputs - 1) * stride + (window - 1) * dilation + 1 - input, 0);
  if (total > INT16_MAX) node.refuse("SAME padding of {} elements, expected at most {}", total, INT16_MAX);
  return {static_cast<int32_t>(total / 2), static_cast<int32_t>(total - total / 2)};
}

// What convolutions and pools share. The numbers are checked here because the pads are computed from them.
void fill(const Node& node, const auto& options, auto& attributes, int32_t window_height, int32_t window_width,
          int32_t dilation_height, int32_t dilation_width) {
  const Shape& in = node.shape_of_rank(0, 4);
  element_count(in);
  attributes.stride_height = options.stride_h(), attributes.stride_width = options.stride_w();
  if (options.stride_h() < 1 || options.stride_w() < 1)
    node.refuse("stride is {}x{}, expected at least 1", options.stride_h(), options.stride_w());
  if (dilation_height < 1 || dilation_width < 1)
    node.refuse("dilation is {}x{}, expected at least 1", dilation_height, dilation_width);
  if (window_height < 1 || window_width < 1)
    node.refuse("window is {}x{}, expected at least 1", window_height, window_width);
  const Pads rows = pads_of(node, options.padding(), in[1], window_height, options.stride_h(), dilation_height);
  const Pads columns = pads_of(node, options.padding(), in[2], window_width, options.stride_w(), dilation_width);
  attributes.pad_top = rows.before, attributes.pad_bottom = rows.after;
  attributes.pad_left = columns.before, attributes.pad_right = columns.after;
  attributes.activation = node.activation(options.fused_activation_function());
}

template <class MoteAttributes, class Options>
void map_convolution(const Node& node) {
  const Options& options = node.options<Options>();
  const Shape& weights = node.shape_of_rank(1, 4);
  MoteAttributes attributes;
  attributes.dilation_height = options.dilation_h_factor(), attributes.dilation_width = options.dilation_w_factor();
  fill(node, options, attributes, weights[1], weights[2], attributes.dilation_height, attributes.dilation_width);
  node.emit(attributes, {0, 1, 2});
}

template <class MoteAttributes>
void map_pool(const Node& node) {
  const auto& options = node.options<schema::Pool2DOptions>();
  MoteAttributes attributes;
  attributes.window_height = options.filter_height(), attributes.window_width = options.filter_width();
  fill(node, options, attributes, options.filter_height(), options.filter_width(), 1, 1);
  node.emit(attributes, {0});
}

}  // namespace

void map_conv2d(const Node& node) { map_convolution<Conv2dAttributes, schema::Conv2DOptions>(node); }
void map_depthwise_conv2d(const Node& node) {
  map_convolution<DepthwiseConv2dAttributes, schema::DepthwiseConv2DOptions>(node);
}
void map_average_pool2d(const Node& node) { map_pool<AveragePool2dAttributes>(node); }
void map_max_pool2d(const Node& node) { map_pool<MaxPool2dAttributes>(node); }

}  // namespace mote::tflite
