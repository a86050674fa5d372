// Inference over many samples on the host.
#include "evaluate/infer.h"

#include "base/process.h"
#include "graph/execute.h"

namespace mote {
namespace {

std::vector<Array> empty_outputs(const Graph& graph, int64_t samples) {
  std::vector<Array> outputs;
  for (TensorId id : graph.outputs) {
    const Tensor& tensor = graph.tensors[id];
    Array array{tensor.type, {samples}, {}};
    array.shape.insert(array.shape.end(), tensor.shape.begin(), tensor.shape.end());
    outputs.push_back(std::move(array));
  }
  return outputs;
}

}  // namespace

Infer infer_on_host(const Graph& graph) {
  auto executor = std::make_shared<Executor>(graph);
  return [executor](const std::vector<Array>& inputs) {
    const Graph& graph = executor->graph();
    const int64_t samples = inputs.at(0).shape.at(0);
    std::vector<Array> outputs = empty_outputs(graph, samples);
    for (int64_t sample = 0; sample < samples; ++sample) {
      check_interrupt();
      std::vector<Bytes> one;
      for (size_t i = 0; i < inputs.size(); ++i) {
        const int64_t bytes = graph.input(i).bytes();
        const auto start = inputs[i].bytes.begin() + sample * bytes;
        one.emplace_back(start, start + bytes);
      }
      const std::vector<Bytes> result = executor->run(one);
      for (size_t i = 0; i < result.size(); ++i)
        outputs[i].bytes.insert(outputs[i].bytes.end(), result[i].begin(), result[i].end());
    }
    return outputs;
  };
}

}  // namespace mote
