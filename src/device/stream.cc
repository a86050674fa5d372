// Counting a pipeline: its labels, a stream in pieces, a profile that begins with the signal block.
#include "device/stream.h"

#include "base/file.h"

namespace mote {
namespace {

// The signal's frames, then the model's steps.
std::vector<RegionLabel> pipeline_labels(size_t steps) {
  std::vector<RegionLabel> labels = {{first_signal_label}, {first_signal_label + 1, true}};
  for (const RegionLabel& label : step_labels(steps)) labels.push_back(label);
  return labels;
}

Array in_pieces(std::span<const int16_t> samples, int64_t piece) {
  const int64_t pieces = (static_cast<int64_t>(samples.size()) + piece - 1) / piece;
  std::vector<int16_t> filled(samples.begin(), samples.end());
  filled.resize(static_cast<size_t>(pieces * piece));
  return Array::of<int16_t>({pieces, piece}, filled);
}

LayerProfile signal_layer(const PipelineCompilation& compilation, const RegionCount& region, int64_t inputs) {
  LayerProfile layer;
  layer.name = std::string(compilation.description.chain.block.operator_name());
  layer.operator_name = "signal";
  layer.kernel = compilation.signal_kernel;
  layer.mix = region.mix;
  for (const MixField& field : mix_fields()) layer.mix.*field.member /= static_cast<double>(inputs);
  layer.cycles = compilation.model.plan.core->cycles(layer.mix);
  for (const MemoryCounts& memory : region.memories) layer.memories.push_back(memory / static_cast<double>(inputs));
  layer.weight_bytes = compilation.table_bytes;
  return layer;
}

}  // namespace

StreamRun run_stream(const PipelineCompilation& compilation, const Firmware& firmware, std::span<const int16_t> samples,
                     const RunOptions& options) {
  const SensorFormat& sensor = compilation.description.chain.sensor;
  if (sensor.is_picture()) fail<UsageError>("a stream of samples is asked for, the sensor gives pictures");
  const Plan& plan = compilation.model.plan;
  const int64_t piece = piece_samples(compilation);
  const Array pieces = in_pieces(samples, piece);
  const CountedRun run = count_on_device(firmware, pipeline_labels(plan.steps.size()), {{pieces}}, options);
  const double piece_seconds = static_cast<double>(piece) / sensor.channels / sensor.rate_hz;
  StreamRun stream;
  stream.stream_seconds = piece_seconds * static_cast<double>(run.result.samples);
  stream.stack_bytes = run.result.stack_bytes.value_or(0);
  const std::vector<int32_t> rows = run.result.outputs[0].values<int32_t>();
  for (int64_t i = 0; i < run.result.samples; ++i)
    if (rows[i * 3] > 0)
      stream.decisions.push_back({piece_seconds * static_cast<double>(i + 1), rows[i * 3 + 1], rows[i * 3 + 2]});
  for (const RegionCount& region : run.regions) stream.mix += region.mix;
  stream.cycles_per_second = plan.core->cycles(stream.mix) / stream.stream_seconds;
  return stream;
}

Profile profile_on_device(const PipelineCompilation& compilation, const ProfileOptions& options) {
  const Plan& plan = compilation.model.plan;
  if (plan.core->is_host()) fail<UsageError>("the host's instructions are not counted; choose a device with --target");
  const TemporaryFolder folder;
  const Firmware firmware = build_firmware(program_of(compilation, PipelineOutput::scores), {}, folder.path());
  std::vector<Array> inputs = options.inputs;
  if (inputs.empty()) inputs.push_back(made_up_input(firmware.program.inputs[0], options.samples));
  const CountedRun run = count_on_device(firmware, pipeline_labels(plan.steps.size()), inputs,
                                         {.timeout_seconds = options.timeout_seconds});
  std::vector<LayerProfile> layers = {signal_layer(compilation, run.regions[0], run.result.samples)};
  const std::span<const RegionCount> steps = std::span(run.regions).subspan(2);
  for (LayerProfile& layer : layer_profiles(plan, steps)) layers.push_back(std::move(layer));
  return assemble_profile(plan, firmware, run.result, std::move(layers));
}

}  // namespace mote
