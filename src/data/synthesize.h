// Recordings of spoken words made by a speech synthesizer, for a first model where there are no recordings yet.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace mote {

struct SynthesizeOptions {
  std::vector<std::string> words;
  int32_t clips_a_word = 120;
  int32_t rate_hz = 16000;
  uint64_t seed = 1;
};

// Fills `folder`: a folder for each word, `_unknown_` (other words) and `_silence_` (noise), manifest.csv with the
// voice as group and a split by voice, and a file `synthesized` that says what this is. Many voices, speeds and
// pitches, with noise. Needs espeak-ng; throws InputError where it is missing.
void synthesize_words(const std::filesystem::path& folder, const SynthesizeOptions& options);

}  // namespace mote
