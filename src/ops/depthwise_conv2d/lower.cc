// depthwise_conv2d as a layer description and tables for its kernels.
#include "ops/depthwise_conv2d/lower.h"

#include "ops/depthwise_conv2d/attributes.h"
#include "ops/depthwise_conv2d/kernel_float32.h"
#include "ops/depthwise_conv2d/kernel_int8.h"
#include "ops/quantized.h"

namespace mote::depthwise_conv2d {
namespace {

using device::DepthwiseConv2dFloat32Layer;
using device::DepthwiseConv2dInt8Layer;

void fill_shapes(const Call& call, auto& layer) {
  const auto& a = call.as<DepthwiseConv2dAttributes>();
  const Shape &in = call.input(0).shape, &kernel = call.input(1).shape, &out = call.output().shape;
  layer.batches = in[0];
  layer.input_height = in[1], layer.input_width = in[2], layer.input_channels = in[3];
  layer.output_height = out[1], layer.output_width = out[2], layer.output_channels = out[3];
  layer.kernel_height = kernel[1], layer.kernel_width = kernel[2];
  layer.stride_height = a.stride_height, layer.stride_width = a.stride_width;
  layer.dilation_height = a.dilation_height, layer.dilation_width = a.dilation_width;
  layer.pad_top = a.pad_top, layer.pad_left = a.pad_left;
}

void visit_float32(DepthwiseConv2dFloat32Layer& l, auto&& f) {
  visit_shapes(l, f);
  f("output_min", l.output_min), f("output_max", l.output_max);
  f("weights", l.weights), f("bias", l.bias);
}

}  // namespace

bool serves_int8(const Call& call) { return serves_int8_weights(call); }

DepthwiseConv2dInt8Layer int8_layer(const Call& call) {
  DepthwiseConv2dInt8Layer layer{};
  fill_shapes(call, layer);
  const Int8Range range = activation_range(call.output(), call.as<DepthwiseConv2dAttributes>().activation);
  layer.input_zero_point = call.input(0).quantization.zero_point();
  layer.output_zero_point = call.output().quantization.zero_point();
  layer.output_min = range.min, layer.output_max = range.max;
  return layer;
}

Lowered lower_int8(const Call& call) {
  const DepthwiseConv2dInt8Layer layer = int8_layer(call);
  std::vector<Table> tables = multiplier_tables(call, layer.output_channels);
  tables.push_back(Table::of<int8_t>("weights", call.input(1).values<int8_t>()));
  tables.push_back(Table::of<int32_t>("bias", folded_bias(call, layer.output_channels, WeightOrder::channels_last)));
  return lowered(
      "DepthwiseConv2dInt8Layer", layer, [](auto& l, auto&& f) { visit_int8(l, f); }, std::move(tables), {0},
      &device::depthwise_conv2d_int8<DepthwiseConv2dInt8Layer>);
}

InstructionCost cost_int8(const Call& call) {
  const double macs = static_cast<double>(definition_of(call.attributes).macs(call));
  const double outputs = static_cast<double>(call.output().elements());
  return {macs * 3 + outputs * 25, macs + outputs * 2, macs * 2 + outputs * 3, outputs, macs + outputs};
}

bool serves_float32(const Call& call) { return serves_float_weights(call); }

Lowered lower_float32(const Call& call) {
  DepthwiseConv2dFloat32Layer layer{};
  fill_shapes(call, layer);
  const FloatRange range = float_activation_range(call.as<DepthwiseConv2dAttributes>().activation);
  layer.output_min = range.min, layer.output_max = range.max;
  std::vector<Table> tables = {Table::of<float>("weights", call.input(1).values<float>()),
                               Table::of<float>("bias", float_bias(call, layer.output_channels))};
  return lowered(
      "DepthwiseConv2dFloat32Layer", layer, [](auto& l, auto&& f) { visit_float32(l, f); }, std::move(tables), {0},
      &device::depthwise_conv2d_float32<DepthwiseConv2dFloat32Layer>);
}

InstructionCost cost_float32(const Call& call) {
  const double macs = static_cast<double>(definition_of(call.attributes).macs(call));
  const double outputs = static_cast<double>(call.output().elements());
  return {macs * 2 + outputs * 20, macs, macs * 2 + outputs, outputs, macs + outputs};
}

}  // namespace mote::depthwise_conv2d
