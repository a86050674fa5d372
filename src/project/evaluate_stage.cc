// Stage: evaluation. In: the int8 graph, the pipeline, the test side. Out: accuracy on host and emulated device, the
// same bits or not, instructions by layer, and for a stream whether the core keeps up.
#include <atomic>
#include <thread>

#include "base/error.h"
#include "base/file.h"
#include "base/process.h"
#include "base/progress.h"
#include "device/stream.h"
#include "evaluate/metrics.h"
#include "graph/execute.h"
#include "project/build_stages.h"

namespace mote {
namespace {

// The int8 scores of the samples `indices`, by the host's executor, on two threads.
std::vector<int8_t> scores_on_host(const BuildContext& context, const QuantizedStage& quantized,
                                   const std::vector<size_t>& indices) {
  const SignalChain chain(context.samples.chain(), quantized.normalization.features);
  const bool audio = context.samples.dataset().kind == SampleKind::audio;
  const auto classes = static_cast<size_t>(quantized.graph.output(0).elements());
  std::vector<int8_t> scores(indices.size() * classes);
  std::atomic<size_t> next{0};
  const auto work = [&] {
    Executor executor(quantized.graph);
    for (size_t i; (i = next++) < indices.size() && !interrupt_requested();) {
      const std::vector<int8_t> features =
          audio ? chain.features_of(std::span<const int16_t>(context.samples.recording(indices[i])))
                : chain.features_of(std::span<const uint8_t>(context.samples.picture(indices[i])));
      const Bytes output = executor.run(std::vector<Bytes>{Bytes(features.begin(), features.end())}).at(0);
      std::memcpy(scores.data() + i * classes, output.data(), classes);
    }
  };
  std::thread second(work);
  work();
  second.join();
  check_interrupt();
  return scores;
}

Array sensor_inputs(const BuildContext& context, const std::vector<size_t>& indices) {
  const auto count = static_cast<int64_t>(indices.size());
  if (context.samples.dataset().kind == SampleKind::image) {
    std::vector<uint8_t> pixels;
    for (size_t index : indices) {
      const std::vector<uint8_t> one = context.samples.picture(index);
      pixels.insert(pixels.end(), one.begin(), one.end());
    }
    const Dataset& d = context.samples.dataset();
    return Array::of<uint8_t>({count, d.height, d.width, d.channels}, pixels);
  }
  const int64_t length = context.samples.chain().input_samples;
  std::vector<int16_t> samples;
  for (size_t index : indices) {
    const std::vector<int16_t> one = context.samples.recording(index);
    samples.insert(samples.end(), one.begin(), one.end());
  }
  return Array::of<int16_t>({count, length}, samples);
}

Classification judge(const BuildContext& context, const std::vector<size_t>& indices,
                     const std::vector<int8_t>& scores) {
  const auto classes = static_cast<int32_t>(context.samples.dataset().classes.size());
  std::vector<int32_t> labels, predictions;
  for (size_t i = 0; i < indices.size(); ++i) {
    const auto start = scores.begin() + static_cast<long>(i) * classes;
    labels.push_back(context.samples.dataset().samples[indices[i]].label);
    predictions.push_back(argmax(std::vector<float>(start, start + classes)));
  }
  return classify(labels, predictions, classes);
}

nlohmann::json to_json(const Classification& c) {
  const Interval interval = wilson_interval(c.right, c.count);
  nlohmann::json json = {{"right", c.right},
                         {"count", c.count},
                         {"accuracy", c.accuracy()},
                         {"macro_f1", c.macro_f1()},
                         {"interval_95", {interval.low, interval.high}},
                         {"confusion", c.confusion}};
  for (const ClassFigures& f : c.per_class())
    json["classes"].push_back({{"support", f.support}, {"precision", f.precision}, {"recall", f.recall}, {"f1", f.f1}});
  return json;
}

nlohmann::json evaluate_device(const BuildContext& context, const QuantizedStage& quantized,
                               const PipelineCompilation& compilation) {
  const int64_t most = context.config.device_samples > 0 ? context.config.device_samples : INT64_MAX;
  const std::vector<size_t> indices = spread(context.samples.dataset().side(Split::test), most);
  const TemporaryFolder folder;
  const Firmware firmware =
      build_firmware(program_of(compilation, PipelineOutput::scores), {.measure_shipped = false}, folder.path());
  const RunResult run = run_on_device(firmware, std::vector<Array>{sensor_inputs(context, indices)});
  const std::vector<int8_t> scores = run.outputs.at(0).values<int8_t>();
  const std::vector<int8_t> expected = scores_on_host(context, quantized, indices);
  int64_t differing = 0;
  for (size_t i = 0; i < expected.size(); ++i) differing += scores[i] != expected[i];
  nlohmann::json json = to_json(judge(context, indices, scores));
  json["differing_outputs"] = differing;
  json["outputs"] = expected.size();
  return json;
}

// A real recording of several test clips, one after the other, through the streaming pipeline.
nlohmann::json evaluate_stream(const BuildContext& context, const PipelineCompilation& compilation) {
  std::vector<int16_t> stream;
  for (size_t index : spread(context.samples.dataset().side(Split::test), 10)) {
    const std::vector<int16_t> one = context.samples.recording(index);
    stream.insert(stream.end(), one.begin(), one.end());
  }
  const TemporaryFolder folder;
  const Firmware firmware =
      build_firmware(program_of(compilation, PipelineOutput::decisions), {.measure_shipped = false}, folder.path());
  const StreamRun run = run_stream(compilation, firmware, stream);
  nlohmann::json json = {{"seconds", run.stream_seconds}, {"cycles_per_second", run.cycles_per_second}};
  json["decisions"] = nlohmann::json::array();
  for (const TimedDecision& d : run.decisions)
    json["decisions"].push_back({{"seconds", d.seconds},
                                 {"label", context.samples.dataset().classes.at(d.label)},
                                 {"score", d.score_thousandths / 1000.0}});
  if (!context.config.board.empty()) json["real_time_factor"] = run.real_time_factor(board_named(context.config.board));
  return json;
}

void check_time(const ProjectConfig& config, const nlohmann::json& facts) {
  if (facts.contains("stream") && facts["stream"].contains("real_time_factor")) {
    const double factor = facts["stream"]["real_time_factor"];
    if (factor > 1 && !config.allow_slower_than_sensor)
      fail<BudgetError>(
          "{} does not keep up with the sensor: it needs {:.2f} s of computing for a second of samples; choose a "
          "smaller [model], a longer inference_ms in [decision], or set allow_slower_than_sensor in [target]",
          config.board, factor);
  }
  if (!config.latency_ms || !facts.contains("profile")) return;
  for (const nlohmann::json& board : facts["profile"]["boards"])
    if (board["board"] == config.board && board["milliseconds"] > *config.latency_ms)
      fail<BudgetError>("one inference takes {:.1f} ms on {}, {} ms are allowed", board["milliseconds"].get<double>(),
                        config.board, *config.latency_ms);
}

}  // namespace

EvaluatedStage evaluate_stage(const BuildContext& context, const QuantizedStage& quantized,
                              const FirmwareStage& firmware) {
  const std::string key = firmware.stage.hash + context.samples.dataset().identity + context.text("evaluate");
  const StageResult stage = run_stage(context.build, "evaluate", key, [&](const std::filesystem::path& folder) {
    const std::vector<size_t> test = context.samples.dataset().side(Split::test);
    nlohmann::json facts = {{"host", to_json(judge(context, test, scores_on_host(context, quantized, test)))}};
    if (!firmware.compilation.model.plan.core->is_host()) {
      facts["device"] = evaluate_device(context, quantized, firmware.compilation);
      facts["profile"] = to_json(profile_on_device(firmware.compilation, ProfileOptions{}));
      if (context.samples.dataset().kind == SampleKind::audio)
        facts["stream"] = evaluate_stream(context, firmware.compilation);
    }
    write_file(folder / "evaluate.json", facts.dump(2) + "\n");
  });
  EvaluatedStage result{stage, nlohmann::json::parse(read_text(stage.folder / "evaluate.json"))};
  check_time(context.config, result.facts);
  return result;
}

}  // namespace mote
