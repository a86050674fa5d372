// Quantizing a MODEL with samples from a file.
#include "project/quantize_model.h"

#include "base/error.h"
#include "base/file.h"
#include "evaluate/evaluate.h"
#include "graph/text.h"
#include "project/open_model.h"

namespace mote {
QuantizationReport quantize_file(const QuantizeRequest& request) {
  if (request.data.empty() || request.out.empty()) fail<UsageError>("--data and --out are needed");
  const Graph graph = open_model(request.model);
  if (graph.inputs.size() != 1 || graph.input(0).type != ElementType::float32)
    fail("{}: is not a float model with one input", request.model);
  const Feed fed = feed(graph.input(0), read_npy(request.data), {.input_scale = request.input_scale});
  const int64_t count = std::min<int64_t>(fed.samples, request.samples);
  const int64_t bytes = graph.input(0).bytes();
  const SampleSource source{count, [&](int64_t i) {
                              const auto start = fed.inputs.bytes.begin() + i * fed.samples / count * bytes;
                              return std::vector<Bytes>{Bytes(start, start + bytes)};
                            }};
  std::vector<int32_t> labels;
  if (!request.labels.empty()) {
    const std::vector<int32_t> all = read_labels(request.labels);
    if (static_cast<int64_t>(all.size()) != fed.samples)
      fail("there are {} labels for {} samples", all.size(), fed.samples);
    for (int64_t i = 0; i < count; ++i) labels.push_back(all[static_cast<size_t>(i * fed.samples / count)]);
  }
  QuantizationOptions options;
  options.calibration.method = range_method_named(request.calibration);
  const QuantizedModel model = quantize_model(graph, source, options, labels);
  write_file(request.out, print(model.graph));
  return model.report;
}

}  // namespace mote
