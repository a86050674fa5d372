// Layers and elementwise operators.
#include <limits>

#include "import/tflite/maps.h"
#include "ops/add/attributes.h"
#include "ops/clamp/attributes.h"
#include "ops/dequantize/attributes.h"
#include "ops/floor/attributes.h"
#include "ops/fully_connected/attributes.h"
#include "ops/logistic/attributes.h"
#include "ops/mean/attributes.h"
#include "ops/mul/attributes.h"
#include "ops/quantize/attributes.h"
#include "ops/reshape/attributes.h"
#include "ops/softmax/attributes.h"
#include "ops/sub/attributes.h"
#include "ops/tanh/attributes.h"

namespace mote::tflite {

// TFLite sees the input as [rows, depth]; keep_num_dims gives the output the input's leading dimensions again.
void map_fully_connected(const Node& node) {
  const auto* options = node.options_if<schema::FullyConnectedOptions>();
  if (options && options->weights_format() != schema::WeightsFormat::DEFAULT)
    node.refuse("its weights are shuffled, expected the default format");
  const FullyConnectedAttributes attributes{node.activation<schema::FullyConnectedOptions>()};
  const Shape& output = node.output().shape;
  if (output.size() <= 2) return node.emit(attributes, {0, 1, 2});
  const int32_t units = node.shape_of_rank(1, 2)[0];
  const int64_t elements = element_count(output);
  element_count(node.input(1).shape);
  if (elements % units != 0)
    node.refuse("output has shape {}, weights {}: expected {} in the last dimension", to_string(output),
                to_string(node.input(1).shape), units);
  node.emit_twice(attributes, {0, 1, 2}, {static_cast<int32_t>(elements / units), units}, ReshapeAttributes{output});
}

void map_add(const Node& node) { node.emit(AddAttributes{node.activation<schema::AddOptions>()}, {0, 1}); }
void map_sub(const Node& node) { node.emit(SubAttributes{node.activation<schema::SubOptions>()}, {0, 1}); }
void map_mul(const Node& node) { node.emit(MulAttributes{node.activation<schema::MulOptions>()}, {0, 1}); }

void map_mean(const Node& node) {
  const auto* options = node.options_if<schema::ReducerOptions>();
  MeanAttributes attributes{{}, options && options->keep_dims()};
  for (const int32_t given : node.constant_integers(1, "axes")) {
    const int32_t axis = node.axis_of(given, node.input(0).shape.size());
    if (std::find(attributes.axes.begin(), attributes.axes.end(), axis) == attributes.axes.end())
      attributes.axes.push_back(axis);
  }
  node.emit(attributes, {0});
}

void map_softmax(const Node& node) { node.emit(SoftmaxAttributes{node.options<schema::SoftmaxOptions>().beta()}, {0}); }
void map_logistic(const Node& node) { node.emit(LogisticAttributes{}, {0}); }
void map_floor(const Node& node) { node.emit(FloorAttributes{}, {0}); }
void map_tanh(const Node& node) { node.emit(TanhAttributes{}, {0}); }

void map_relu(const Node& node) { node.emit(ClampAttributes{0, std::numeric_limits<float>::infinity()}, {0}); }
void map_relu6(const Node& node) { node.emit(ClampAttributes{0, 6}, {0}); }
void map_relu_n1_to_1(const Node& node) { node.emit(ClampAttributes{-1, 1}, {0}); }
void map_relu_0_to_1(const Node& node) { node.emit(ClampAttributes{0, 1}, {0}); }

void map_quantize(const Node& node) { node.emit(QuantizeAttributes{}, {0}); }
void map_dequantize(const Node& node) { node.emit(DequantizeAttributes{}, {0}); }

}  // namespace mote::tflite
