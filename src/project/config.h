// mote.toml: what a project wants. docs/mote-toml.md describes every key.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compress/calibration.h"
#include "data/augment.h"
#include "data/dataset.h"
#include "signal/block.h"
#include "train/trainer.h"

namespace mote {

struct ProjectConfig {
  std::string name;
  std::filesystem::path folder;

  DataOptions data;
  std::string unit = "1/32768 of full scale";  // of one step of the sensor's samples
  std::string background;                      // a folder of noise recordings below the data's
  std::vector<std::string> synthesize;         // words to speak where there is no data

  Attributes signal;       // the block's parameters
  double input_ms = 1000;  // of audio: how much one decision sees
  AudioAugmentation audio_augmentation;
  ImageAugmentation image_augmentation;

  std::string architecture;  // in train/architectures.def
  Attributes architecture_parameters;
  TrainingOptions train;
  CalibrationOptions calibration;
  int32_t calibration_samples = 500;

  std::string board, target;  // a board, or a core alone
  std::string favor = "speed";
  std::optional<int64_t> flash_bytes, ram_bytes;
  std::optional<double> latency_ms;
  bool allow_slower_than_sensor = false;

  double threshold = 0.5;    // of the smoothed score of a decision
  int32_t smoothing = 1;     // inferences that a score is averaged over
  float inference_ms = 250;  // from one inference to the next in a stream
  double refractory_ms = 0;  // after a decision, none for this long

  int32_t device_samples = 200;  // of the test side that the emulated device judges; 0: all

  std::map<std::string, std::string> texts;  // each table as text: the keys of the stages that read it
};

// Reads PROJECT/mote.toml. Throws InputError with the line of what is wrong.
ProjectConfig read_config(const std::filesystem::path& project);

}  // namespace mote
