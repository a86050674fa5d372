// From a graph and a description to the files of a pipeline.
#include "emit/pipeline.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/text_table.h"
#include "emit/banner.h"
#include "emit/device_code.h"
#include "emit/names.h"
#include "emit/pipeline_text.h"
#include "emit/signal.h"
#include "signal/chain/kernel_stream.h"

namespace mote {
namespace {

double hop_ms(const PipelineDescription& description) {
  const SensorFormat& sensor = description.chain.sensor;
  return 1000.0 * layout_of(description.chain).frame.hop_samples / sensor.channels / sensor.rate_hz;
}

int64_t round_up(int64_t bytes, int64_t alignment) { return (bytes + alignment - 1) / alignment * alignment; }

// sizeof(Pipeline): the members in the order of pipeline_text.cc.
int64_t pipeline_bytes_of(const PipelineCompilation& compilation, const Lowered& decision) {
  int64_t bytes = compilation.working_bytes;
  if (!compilation.description.chain.sensor.is_picture()) {
    bytes += 2 * int64_t{compilation.layout.frame.window_samples} + compilation.layout.features();
    bytes = round_up(bytes, 4) + static_cast<int64_t>(sizeof(device::StreamState));
  }
  return round_up(round_up(bytes, 4) + decision.scratch_bytes, 16);
}

// Files by path; the device code that model and signal share is there once.
std::vector<EmittedFile> merged(const std::vector<EmittedFile>& first, const std::vector<EmittedFile>& second) {
  std::vector<EmittedFile> files = first;
  for (const EmittedFile& file : second) {
    const bool known = std::any_of(first.begin(), first.end(), [&](const auto& f) { return f.path == file.path; });
    if (!known) files.push_back(file);
  }
  return files;
}

std::set<std::string> device_headers(const SignalChain& chain) {
  std::set<std::string> headers = {signal_header(chain), "signal/decision/kernel_decision.h"};
  if (!chain.description().sensor.is_picture()) headers.insert("signal/chain/kernel_stream.h");
  return headers;
}

}  // namespace

int32_t stride_frames(const PipelineDescription& description) {
  if (description.chain.sensor.is_picture()) return 1;
  if (!(description.inference_ms > 0 && description.inference_ms < 3600e3f))
    fail("inference_ms is {}, expected more than 0", description.inference_ms);
  return std::max(1, static_cast<int32_t>(std::lround(description.inference_ms / hop_ms(description))));
}

double inference_ms(const PipelineDescription& description) {
  return description.chain.sensor.is_picture() ? 0 : stride_frames(description) * hop_ms(description);
}

Quantization feature_quantization(const Graph& graph, const PipelineDescription& description) {
  return description.features.value_or(graph.input(0).quantization);
}

void check_pipeline(const Graph& graph, const PipelineDescription& description) {
  if (graph.inputs.size() != 1 || graph.outputs.size() != 1)
    fail("model '{}' has {} inputs and {} outputs, a pipeline takes one of each", graph.name, graph.inputs.size(),
         graph.outputs.size());
  const Tensor &input = graph.input(0), &output = graph.output(0);
  for (const Tensor* tensor : {&input, &output})
    if (tensor->type != ElementType::int8 || !tensor->quantization.present() || tensor->quantization.per_channel())
      fail("model '{}': '{}' is {}, a pipeline takes int8 with one scale; quantize the model first", graph.name,
           tensor->name, name_of(tensor->type));
  const ChainLayout layout = layout_of(description.chain);
  if (input.elements() != layout.features())
    fail("model '{}': its input is {}, the signal gives {}", graph.name, to_string(input.shape),
         to_string(layout.shape));
  if (output.elements() != static_cast<int64_t>(description.labels.size()))
    fail("model '{}': its output is {}, there are {} labels", graph.name, to_string(output.shape),
         description.labels.size());
}

PipelineCompilation compile_pipeline(Graph graph, const PipelineDescription& description,
                                     const CompileOptions& options) {
  check_pipeline(graph, description);
  const Quantization input = feature_quantization(graph, description), output = graph.output(0).quantization;
  const std::string hash = content_hash(graph);

  PipelineCompilation result;
  result.description = description;
  result.model = compile(std::move(graph), options);
  const Plan& plan = result.model.plan;
  const SignalChain chain(description.chain, input, plan.core->features);
  const Lowered decision = lower_decision(description.decision, description.labels, output, inference_ms(description));
  result.layout = chain.layout();
  result.signal_kernel = chain.variant().name;
  result.working_bytes = round_up(std::max(plan.arena_bytes, chain.lowered().scratch_bytes), 16);
  result.pipeline_bytes = pipeline_bytes_of(result, decision);

  const Origin origin{result.model.name, options.command, hash};
  const std::string head = banner(plan, origin, result.model.weight_bytes);
  const EmittedSignal signal = emit_signal(chain, plan.favor, head, origin.name);
  const PipelineText text = pipeline_text(result, chain, decision);
  result.table_bytes = signal.table_bytes;
  result.files = merged(result.model.files, signal.files);
  result.files.push_back({"pipeline.h", head + text.header});
  result.files.push_back({"pipeline.cpp", head + text.source});
  result.files.push_back({"example_main.cpp", head + text.example});
  result.files = merged(result.files, device_code(device_headers(chain)));
  return result;
}

void check_fits(const PipelineCompilation& compilation, int64_t flash_bytes, int64_t ram_bytes) {
  const int64_t kept_bytes = compilation.pipeline_bytes - compilation.model.plan.arena_bytes;
  check_fits(compilation.model, flash_bytes < 0 ? -1 : std::max<int64_t>(0, flash_bytes - compilation.table_bytes),
             ram_bytes < 0 ? -1 : std::max<int64_t>(0, ram_bytes - kept_bytes));
}

}  // namespace mote
