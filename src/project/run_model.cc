// Running a MODEL.
#include "project/run_model.h"

#include "base/error.h"
#include "base/file.h"
#include "device/pipeline_program.h"
#include "device/run.h"
#include "project/compile_model.h"
#include "project/open_model.h"
#include "project/pipeline_file.h"

namespace mote {
namespace {

std::vector<Array> read_inputs(const RunRequest& request) {
  std::vector<Array> inputs;
  for (const std::string& file : request.inputs) inputs.push_back(read_npy(file));
  return inputs;
}

RunResult run_graph(const RunRequest& request, const Graph& graph) {
  if (request.inputs.size() != graph.inputs.size())
    fail<UsageError>("{} --input files are given, the model has {} inputs", request.inputs.size(), graph.inputs.size());
  if (request.outputs.size() != graph.outputs.size())
    fail<UsageError>("{} --output files are given, the model has {} outputs", request.outputs.size(),
                     graph.outputs.size());
  const std::vector<Array> inputs = read_inputs(request);
  if (request.target == "host") return run_on_host(graph, inputs);
  const TemporaryFolder folder;
  CompileOptions options;
  options.target = request.target, options.favor = favor_named(request.favor);
  const Firmware firmware = build_firmware(compile(graph, options), {.measure_shipped = false}, folder.path());
  return run_on_device(firmware, inputs, {.reset_each = request.reset_each});
}

// Sensor samples, one row a recording, to the model's input or output.
RunResult run_project(const RunRequest& request) {
  if (request.until != "features" && request.until != "model" && !request.until.empty())
    fail<UsageError>("--until is '{}', expected features or model", request.until);
  if (request.inputs.size() != 1 || request.outputs.size() != 1)
    fail<UsageError>("a project takes one --input, sensor samples, and one --output");
  CompileOptions options;
  options.target = request.target, options.favor = favor_named(request.favor);
  const PipelineCompilation compilation =
      compile_pipeline(open_model(request.model), open_pipeline(request.model), options);
  const PipelineOutput output = request.until == "features" ? PipelineOutput::features : PipelineOutput::scores;
  const TemporaryFolder folder;
  const Firmware firmware = build_firmware(program_of(compilation, output), {.measure_shipped = false}, folder.path());
  return run_on_device(firmware, read_inputs(request), {.reset_each = request.reset_each});
}

}  // namespace

void run_model(const RunRequest& request) {
  core_named(request.target);
  const bool project = is_project(request.model);
  if (!project && !request.until.empty()) fail<UsageError>("--until is for projects");
  const RunResult result = project ? run_project(request) : run_graph(request, open_model(request.model));
  for (size_t i = 0; i < request.outputs.size(); ++i) write_npy(request.outputs[i], result.outputs[i]);
}

}  // namespace mote
