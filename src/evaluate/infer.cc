// Inference over many samples: the host's executor or a firmware.
#include "evaluate/infer.h"

#include "device/run.h"

namespace mote {

Infer infer_on_host(const Graph& graph) {
  return [graph](const std::vector<Array>& inputs) { return run_on_host(graph, inputs).outputs; };
}

Infer infer_on_device(const Firmware& firmware) {
  return [firmware](const std::vector<Array>& inputs) { return run_on_device(firmware, inputs).outputs; };
}

}  // namespace mote
