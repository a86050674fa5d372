// Adapters for pipelines.
#include "device/pipeline_program.h"

#include <fmt/format.h>

namespace mote {
namespace {

struct Ports {
  ProgramPort in, out;
};

Ports ports_of(const PipelineCompilation& compilation, PipelineOutput output) {
  const SensorFormat& sensor = compilation.description.chain.sensor;
  const Tensor& scores = compilation.model.plan.graph.output(0);
  Ports ports;
  const int64_t samples = output == PipelineOutput::decisions
                              ? piece_samples(compilation)
                              : int64_t{compilation.description.chain.input_samples} * sensor.channels;
  ports.in = {"recording", sensor.type, {static_cast<int32_t>(samples)}};
  if (sensor.is_picture()) ports.in = {"picture", sensor.type, {sensor.height, sensor.width, sensor.channels}};
  switch (output) {
    case PipelineOutput::features:
      ports.out = {"features", ElementType::int8, compilation.layout.shape};
      break;
    case PipelineOutput::scores:
      ports.out = {"scores", scores.type, {static_cast<int32_t>(scores.elements())}};
      break;
    case PipelineOutput::decisions:
      ports.out = {"decisions", ElementType::int32, {3}};
  }
  return ports;
}

// The statement that runs one sample, and the function that the application calls.
struct Action {
  std::string text, function;
};

Action action_of(const PipelineCompilation& compilation, PipelineOutput output) {
  const std::string& space = compilation.model.name;
  switch (output) {
    case PipelineOutput::features:
      return {fmt::format("{}::features(pipeline, samples, result);", space), "features"};
    case PipelineOutput::scores:
      return {fmt::format("memcpy(result, {}::scores(pipeline, samples), sizeof result);", space), "scores"};
    case PipelineOutput::decisions:
      break;
  }
  if (compilation.description.chain.sensor.is_picture())
    return {fmt::format("note({}::decide(pipeline, samples), nullptr);", space), "decide"};
  return {fmt::format("result[0] = 0;\n  {}::push(pipeline, samples, sizeof samples / 2, note, nullptr);", space),
          "push"};
}

constexpr const char* note_function = R"(void note(const {}::Decision& decision, void*) {{
  result[0] = decision.label >= 0;
  result[1] = decision.label;
  result[2] = decision.score_thousandths;
}}
)";

std::string adapter_of(const PipelineCompilation& compilation, PipelineOutput output, const Ports& ports,
                       const Action& action) {
  const std::string& space = compilation.model.name;
  return fmt::format(
      R"(// Ties the pipeline to the runner.
#include <string.h>

#include "pipeline.h"
#include "program.h"

namespace mote_runner {{
namespace {{

{0}::Pipeline pipeline;
alignas(4) {1} samples[{2}];
alignas(4) {3} result[{4}];

{5}
}}  // namespace

const Port inputs[] = {{{{samples, sizeof samples}}}};
const uint32_t input_count = 1;
const Port outputs[] = {{{{result, sizeof result}}}};
const uint32_t output_count = 1;

void reset() {{ {0}::reset(pipeline); }}
void step() {{
  {6}
}}

}}  // namespace mote_runner
)",
      space, ports.in.type == ElementType::uint8 ? "uint8_t" : "int16_t", element_count(ports.in.shape),
      ports.out.type == ElementType::int32 ? "int32_t" : "int8_t", element_count(ports.out.shape),
      output == PipelineOutput::decisions ? fmt::format(fmt::runtime(note_function), space) : "", action.text);
}

}  // namespace

int64_t piece_samples(const PipelineCompilation& compilation) {
  if (compilation.description.chain.sensor.is_picture()) return compilation.layout.input_samples;
  return int64_t{stride_frames(compilation.description)} * compilation.layout.frame.hop_samples;
}

Program program_of(const PipelineCompilation& compilation, PipelineOutput output) {
  const Ports ports = ports_of(compilation, output);
  const Action action = action_of(compilation, output);
  Program program;
  program.name = compilation.model.name;
  program.core = compilation.model.plan.core;
  program.favor = compilation.model.plan.favor;
  program.files = compilation.files;
  program.adapter = adapter_of(compilation, output, ports, action);
  program.roots = {linker_name(program.name, action.function), linker_name(program.name, "reset")};
  program.inputs = {ports.in};
  program.outputs = {ports.out};
  program.arena_bytes = compilation.pipeline_bytes;
  program.weight_bytes = compilation.model.weight_bytes + compilation.table_bytes;
  return program;
}

}  // namespace mote
