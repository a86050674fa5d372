// Inference over many samples, on the host or on an emulated device, behind one function.
#pragma once

#include <functional>
#include <vector>

#include "base/npy.h"
#include "device/firmware.h"
#include "graph/graph.h"

namespace mote {

// One array for each model input ([samples, ...]) to one array for each output ([samples, the output's shape]).
using Infer = std::function<std::vector<Array>(const std::vector<Array>&)>;

// By the host's executor, with the portable kernels.
Infer infer_on_host(const Graph& graph);

// By a firmware on its emulated machine, or a compiled program on the host. Its folder must outlive this.
Infer infer_on_device(const Firmware& firmware);

}  // namespace mote
