// Evaluating a MODEL.
#include "project/evaluate_model.h"

#include "base/error.h"
#include "base/file.h"
#include "emit/compile.h"
#include "project/open_model.h"
#include "target/core.h"

namespace mote {

Evaluation evaluate_model(const EvaluateRequest& request) {
  if (request.input.empty() || request.labels.empty()) fail<UsageError>("--input and --labels are needed");
  const bool host = core_named(request.target).is_host();
  const Graph graph = open_model(request.model);
  if (graph.inputs.size() != 1) fail("the model has {} inputs, evaluation takes one", graph.inputs.size());
  const std::vector<int32_t> labels = read_labels(request.labels);
  const Feed fed = feed(graph.input(0), read_npy(request.input), request.feed);

  const TemporaryFolder folder;
  CompileOptions options;
  options.target = request.target;
  const Infer infer =
      host ? infer_on_host(graph)
           : infer_on_device(build_firmware(compile(graph, options), {.measure_shipped = false}, folder.path()));
  Evaluation evaluation = request.score == "reconstruction" ? evaluate_reconstruction(graph, infer, fed, labels)
                                                            : evaluate_classes(graph, infer, fed, labels);
  if (!request.output.empty()) write_npy(request.output, evaluation.outputs);
  return evaluation;
}

}  // namespace mote
