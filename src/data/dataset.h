// Labelled samples: which recordings there are, their labels, groups and sides, and how to read one. Samples are read
// when asked for, so a set may be larger than memory.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "data/split.h"

namespace mote {

enum class SampleKind : uint8_t { audio, image };

struct Sample {
  std::string name;   // its path below the data's folder, or its index in a file of many
  int32_t label = 0;  // into Dataset::classes
  std::string group;  // what must not be on two sides: a speaker, a device; empty: none is known
  Split split = Split::train;
  int64_t index = 0;  // in a file of many
};

struct DataOptions {
  std::filesystem::path path;       // a folder for each class, a folder with manifest.csv, or a folder of IDX files
  std::string format = "auto";      // a name in formats.def, or found out
  int32_t rate_hz = 16000;          // audio is resampled to this
  int32_t height = 0, width = 0;    // images are resized to this; 0: as the first one is
  int32_t channels = 0;             // 1 grey, 3 RGB; 0: as the first one is
  std::vector<std::string> ignore;  // folders that are no class: "background"
  std::vector<std::string> class_names;  // of classes that the data only numbers
  SplitOptions split;
};

struct Dataset {
  SampleKind kind = SampleKind::audio;
  std::vector<std::string> classes;
  std::vector<Sample> samples;
  int32_t rate_hz = 0;                          // of audio
  int32_t height = 0, width = 0, channels = 0;  // of images
  bool sides_given = false;                     // the data itself says which samples are for test
  std::vector<std::string> notes;               // what was done to the recordings: resampled, mixed to mono

  // int16 at rate_hz, one channel; HWC bytes. Throw InputError naming the file. Safe to call from several threads.
  std::function<std::vector<int16_t>(const Sample&)> read_audio;
  std::function<std::vector<uint8_t>(const Sample&)> read_pixels;

  std::vector<size_t> side(Split split) const;  // indices of its samples
  // Changes whenever a sample's bytes, label, group or side does.
  std::string identity;
};

// Finds, checks and splits. Throws InputError: nothing there, a class with one sample, a manifest's missing files, a
// group on two sides.
Dataset open_dataset(const DataOptions& options);

}  // namespace mote
