// How operators of TFLite become ours, by kind. The table in operators.cc names each function once.
#pragma once

#include "import/tflite/node.h"

namespace mote::tflite {

// windows.cc
void map_conv2d(const Node&);
void map_depthwise_conv2d(const Node&);
void map_average_pool2d(const Node&);
void map_max_pool2d(const Node&);

// arithmetic.cc
void map_fully_connected(const Node&);
void map_add(const Node&);
void map_sub(const Node&);
void map_mul(const Node&);
void map_mean(const Node&);
void map_softmax(const Node&);
void map_logistic(const Node&);
void map_floor(const Node&);
void map_tanh(const Node&);
void map_relu(const Node&);
void map_relu6(const Node&);
void map_relu_n1_to_1(const Node&);
void map_relu_0_to_1(const Node&);
void map_quantize(const Node&);
void map_dequantize(const Node&);

// shapes.cc
void map_reshape(const Node&);
void map_squeeze(const Node&);
void map_expand_dims(const Node&);
void map_pad(const Node&);
void map_padv2(const Node&);
void map_concatenation(const Node&);
void map_transpose(const Node&);
void map_gather(const Node&);

// slices.cc
void map_strided_slice(const Node&);
void map_slice(const Node&);
void map_split(const Node&);
void map_split_v(const Node&);

}  // namespace mote::tflite
