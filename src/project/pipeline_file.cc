// A pipeline's description as JSON and back.
#include "project/pipeline_file.h"

#include <nlohmann/json.hpp>
#include <sstream>

#include "base/error.h"
#include "base/file.h"
#include "project/open_model.h"

namespace mote {
namespace {

using nlohmann::json;

json sensor_json(const SensorFormat& sensor) {
  return {{"type", name_of(sensor.type)}, {"rate_hz", sensor.rate_hz}, {"channels", sensor.channels},
          {"height", sensor.height},      {"width", sensor.width},     {"unit", sensor.unit}};
}

SensorFormat sensor_of(const json& from) {
  SensorFormat sensor;
  sensor.type = from.at("type") == "uint8" ? ElementType::uint8 : ElementType::int16;
  sensor.rate_hz = from.at("rate_hz"), sensor.channels = from.at("channels");
  sensor.height = from.at("height"), sensor.width = from.at("width"), sensor.unit = from.at("unit");
  return sensor;
}

// "mfe bands=40 hop_ms=20" back to parameters.
Attributes block_of(const std::string& text) {
  std::istringstream words(text);
  std::string word;
  words >> word;
  Attributes block = signal_block_named(word).parameters();
  while (words >> word) {
    const size_t equals = std::min(word.find('='), word.size() - 1);
    block.set(word.substr(0, equals), word.substr(equals + 1));
  }
  return block;
}

}  // namespace

std::string print_pipeline(const PipelineDescription& d) {
  json text = {{"block", d.chain.block.print()},
               {"sensor", sensor_json(d.chain.sensor)},
               {"input_samples", d.chain.input_samples},
               {"labels", d.labels},
               {"inference_ms", d.inference_ms},
               {"decision",
                {{"smoothing", d.decision.smoothing},
                 {"threshold", d.decision.threshold},
                 {"rest_ms", d.decision.rest_ms},
                 {"unreported", d.decision.unreported}}}};
  if (d.features) text["features"] = {{"scale", d.features->scale()}, {"zero_point", d.features->zero_point()}};
  return text.dump(2) + "\n";
}

PipelineDescription parse_pipeline(const std::string& text, const std::string& file) {
  try {
    const json from = json::parse(text);
    PipelineDescription d;
    d.chain.block = block_of(from.at("block"));
    d.chain.sensor = sensor_of(from.at("sensor"));
    d.chain.input_samples = from.at("input_samples");
    d.labels = from.at("labels").get<std::vector<std::string>>();
    d.inference_ms = from.at("inference_ms");
    const json& decision = from.at("decision");
    d.decision = {decision.at("smoothing").get<int32_t>(), decision.at("threshold").get<float>(),
                  decision.at("rest_ms").get<int32_t>(), decision.at("unreported").get<std::vector<std::string>>()};
    if (from.contains("features"))
      d.features = Quantization{
          {from["features"].at("scale").get<float>()}, {from["features"].at("zero_point").get<int32_t>()}, 0};
    return d;
  } catch (const json::exception& error) {
    fail("{}: is no pipeline that Mote wrote: {}", file, error.what());
  }
}

PipelineDescription open_pipeline(const std::filesystem::path& project) {
  const auto file = build_folder(project) / "firmware/pipeline.json";
  if (!std::filesystem::exists(file))
    fail("{}: is not built yet; run 'mote build {}'", project.string(), project.string());
  return parse_pipeline(read_text(file), file.string());
}

}  // namespace mote
