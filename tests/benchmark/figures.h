// The figures that ./dev bench prints and ./dev test holds: what the public models cost, by core and by favour.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "device/profile.h"

namespace mote::benchmark {

struct PublicModel {
  std::string name;
  std::string file;  // below the shared data
};
const std::vector<PublicModel>& public_models();

const std::vector<std::string>& device_targets();

// What is measured of each model: every core under speed, and the other favours on the Cortex-M4.
struct Configuration {
  PublicModel model;
  std::string target;
  Favor favor;
};
std::vector<Configuration> configurations();

struct Figures {
  int64_t instructions = 0, cycles = 0;  // of one inference; cycles by the core's model
  int64_t code_bytes = 0;                // flash without weights
  int64_t weight_bytes = 0, ram_bytes = 0, stack_bytes = 0;
};

struct Measurement {
  Figures figures;
  int64_t model_weight_bytes = 0;  // the model file's own constants
  std::vector<LayerProfile> layers;
};

// By compiling, booting and counting. Throws as these do.
Measurement measure(const std::filesystem::path& shared_data, const Configuration& configuration);

// The record in the repository: figures by model, favour and target.
std::filesystem::path record_file();
nlohmann::json to_json(const Figures& figures);
// Null where the record has none.
nlohmann::json& at(nlohmann::json& figures, const Configuration& configuration);

}  // namespace mote::benchmark
