// Measuring the public models.
#include "tests/benchmark/figures.h"

#include "emit/compile.h"
#include "import/tflite/tflite.h"

namespace mote::benchmark {

const std::vector<PublicModel>& public_models() {
  static const std::vector<PublicModel> models = {{"keywords", "mlperf-tiny/models/kws_ref_model.tflite"},
                                                  {"visual wake words", "mlperf-tiny/models/vww_96_int8.tflite"},
                                                  {"images", "mlperf-tiny/models/pretrainedResnet_quant.tflite"},
                                                  {"anomaly", "mlperf-tiny/models/ad01_int8.tflite"},
                                                  {"streaming wakeword", "mlperf-tiny/models/str_ww_ref_model.tflite"},
                                                  {"person_detect", "tflm/person_detect.tflite"}};
  return models;
}

const std::vector<std::string>& device_targets() {
  static const std::vector<std::string> targets = {"cortex-m0plus", "cortex-m3",  "cortex-m4", "cortex-m7",
                                                   "cortex-m33",    "cortex-m55", "rv32imc"};
  return targets;
}

std::vector<Configuration> configurations() {
  std::vector<Configuration> all;
  for (const PublicModel& model : public_models()) {
    for (const std::string& target : device_targets()) all.push_back({model, target, Favor::speed});
    for (const Favor favor : {Favor::ram, Favor::flash}) all.push_back({model, "cortex-m4", favor});
  }
  return all;
}

Measurement measure(const std::filesystem::path& shared_data, const Configuration& configuration) {
  CompileOptions options;
  options.target = configuration.target;
  options.favor = configuration.favor;
  const Graph graph = import_tflite_file(shared_data / configuration.model.file);
  const Profile profile = profile_on_device(compile(graph, options));
  const Figures figures{std::llround(profile.mix.total),
                        std::llround(profile.cycles),
                        profile.flash_bytes - profile.weight_bytes,
                        profile.weight_bytes,
                        profile.ram_bytes,
                        profile.stack_bytes};
  return {figures, constant_bytes(graph), profile.layers};
}

std::filesystem::path record_file() { return std::filesystem::path(MOTE_SOURCE_DIR) / "tests/benchmark/record.json"; }

nlohmann::json to_json(const Figures& figures) {
  return {{"instructions", figures.instructions}, {"cycles", figures.cycles},
          {"code_bytes", figures.code_bytes},     {"weight_bytes", figures.weight_bytes},
          {"ram_bytes", figures.ram_bytes},       {"stack_bytes", figures.stack_bytes}};
}

nlohmann::json& at(nlohmann::json& figures, const Configuration& configuration) {
  return figures[configuration.model.name][std::string(name_of(configuration.favor))][configuration.target];
}

}  // namespace mote::benchmark
