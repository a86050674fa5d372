// The table of TFLite operators that Mote reads: a new one is a row here and a function in the file of its kind.
#include "import/tflite/maps.h"

namespace mote::tflite {
namespace {

using enum schema::BuiltinOperator;
constexpr size_t any = SIZE_MAX;

// code, inputs that must be there, most inputs, function
constexpr OperatorRow rows[] = {
    {ADD, 2, 2, map_add},
    {AVERAGE_POOL_2D, 1, 1, map_average_pool2d},
    {CONCATENATION, 1, any, map_concatenation},
    {CONV_2D, 2, 3, map_conv2d},
    {DEPTHWISE_CONV_2D, 2, 3, map_depthwise_conv2d},
    {DEQUANTIZE, 1, 1, map_dequantize},
    {EXPAND_DIMS, 2, 2, map_expand_dims},
    {FLOOR, 1, 1, map_floor},
    {FULLY_CONNECTED, 2, 3, map_fully_connected},
    {GATHER, 2, 2, map_gather},
    {LOGISTIC, 1, 1, map_logistic},
    {MAX_POOL_2D, 1, 1, map_max_pool2d},
    {MEAN, 2, 2, map_mean},
    {MUL, 2, 2, map_mul},
    {PAD, 2, 2, map_pad},
    {PADV2, 3, 3, map_padv2},
    {QUANTIZE, 1, 1, map_quantize},
    {RELU, 1, 1, map_relu},
    {RELU6, 1, 1, map_relu6},
    {RELU_0_TO_1, 1, 1, map_relu_0_to_1},
    {RELU_N1_TO_1, 1, 1, map_relu_n1_to_1},
    {RESHAPE, 1, 2, map_reshape},
    {SLICE, 3, 3, map_slice},
    {SOFTMAX, 1, 1, map_softmax},
    {SPLIT, 2, 2, map_split},
    {SPLIT_V, 3, 3, map_split_v},
    {SQUEEZE, 1, 1, map_squeeze},
    {STRIDED_SLICE, 4, 4, map_strided_slice},
    {SUB, 2, 2, map_sub},
    {TANH, 1, 1, map_tanh},
    {TRANSPOSE, 2, 2, map_transpose},
};

}  // namespace

const OperatorRow* row_of(schema::BuiltinOperator code) {
  for (const OperatorRow& row : rows)
    if (row.code == code) return &row;
  return nullptr;
}

}  // namespace mote::tflite
