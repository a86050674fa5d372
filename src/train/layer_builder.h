// Lays a float graph layer by layer, with freshly drawn weights, for architectures.
#pragma once

#include <string>

#include "graph/graph.h"
#include "train/architecture.h"
#include "train/random.h"

namespace mote {

struct Window {
  int32_t height = 3, width = 3;
  int32_t stride_height = 1, stride_width = 1;  // padded so that an output has input / stride elements, rounded up
};

class LayerBuilder {
 public:
  LayerBuilder(std::string name, const NetworkShape& shape, uint64_t seed);

  TensorId input() const { return graph_.inputs[0]; }
  const Shape& shape(TensorId id) const { return graph_.tensors[id].shape; }

  // Without bias: batch_norm() follows. Weights drawn for rectifiers (He and others: Delving deep into rectifiers,
  // 2015).
  TensorId conv2d(const std::string& name, TensorId input, int32_t channels, const Window& window);
  TensorId depthwise_conv2d(const std::string& name, TensorId input, const Window& window);
  // `gamma` is what the normalized values are first multiplied by.
  TensorId batch_norm(const std::string& name, TensorId input, float gamma = 1);
  TensorId relu(const std::string& name, TensorId input);
  TensorId add(const std::string& name, TensorId first, TensorId second);
  // The mean over height and width: [1, channels].
  TensorId global_average(const std::string& name, TensorId input);
  TensorId fully_connected(const std::string& name, TensorId input, int32_t outputs);

  // The graph that ends in the softmax of `logits`.
  Graph finish(TensorId logits);

 private:
  TensorId append(const std::string& name, Attributes attributes, std::vector<TensorId> inputs);
  TensorId weights(const std::string& name, Shape shape, int64_t fan_in);
  TensorId constant(const std::string& name, int32_t count, float value);

  Graph graph_;
  Random random_;
};

}  // namespace mote
