// Spoken words by espeak-ng.
#include "data/synthesize.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "base/file.h"
#include "base/process.h"
#include "base/progress.h"
#include "data/audio.h"
#include "data/augment.h"
#include "data/split.h"

namespace mote {
namespace {

constexpr const char* accents[] = {"en-us", "en-gb", "en-gb-scotland", "en-gb-x-rp", "en-gb-x-gbclan", "en-029"};
constexpr const char* variants[] = {"m1", "m2", "m3", "m4", "m5", "m6", "m7", "f1", "f2", "f3", "f4", "f5"};
constexpr const char* others[] = {"house", "bird", "seven",   "happy",  "tree",  "marvin", "nine", "wow",
                                  "bed",   "cat",  "forward", "visual", "learn", "dog",    "zero", "follow"};

struct Voice {
  std::string name;
  Split split;
};

// Every fifth voice judges, every tenth chooses.
std::vector<Voice> voices() {
  std::vector<Voice> result;
  for (const char* accent : accents)
    for (const char* variant : variants) {
      const size_t n = result.size() % 10;
      result.push_back({std::string(accent) + "+" + variant, n == 3 || n == 8 ? Split::test
                                                             : n == 5         ? Split::val
                                                                              : Split::train});
    }
  return result;
}

// One second with the word somewhere in it.
std::vector<int16_t> placed(const std::vector<int16_t>& spoken, int32_t length, SampleRandom& random) {
  std::vector<int16_t> clip(static_cast<size_t>(length), 0);
  const auto first = std::find_if(spoken.begin(), spoken.end(), [](int16_t v) { return std::abs(v) > 300; });
  const auto count = std::min<int64_t>(length, spoken.end() - first);
  const auto start = static_cast<int64_t>(random.uniform(0, 1) * static_cast<double>(length - count));
  std::copy_n(first, count, clip.begin() + start);
  return clip;
}

std::vector<int16_t> speak(const std::string& word, const Voice& voice, int32_t rate_hz,
                           const std::filesystem::path& scratch, SampleRandom& random) {
  const auto speed = static_cast<int>(random.uniform(110, 210)), pitch = static_cast<int>(random.uniform(15, 85));
  const std::string file = (scratch / "word.wav").string();
  run_checked(
      {"espeak-ng", "-v", voice.name, "-s", std::to_string(speed), "-p", std::to_string(pitch), "-w", file, word});
  return placed(read_recording(file, rate_hz).samples, rate_hz, random);
}

}  // namespace

void synthesize_words(const std::filesystem::path& folder, const SynthesizeOptions& options) {
  const std::vector<Voice> all = voices();
  std::vector<std::string> labels = options.words;
  labels.insert(labels.end(), {"_unknown_", "_silence_"});
  Progress progress("speaking", static_cast<int64_t>(labels.size()) * options.clips_a_word);
  write_folder(folder, [&](const std::filesystem::path& part) {
    const TemporaryFolder scratch;
    std::string manifest = "path,label,split,voice\n";
    for (size_t l = 0; l < labels.size(); ++l) {
      std::filesystem::create_directories(part / labels[l]);
      for (int32_t i = 0; i < options.clips_a_word; ++i) {
        check_interrupt();
        SampleRandom random(options.seed, static_cast<int64_t>(l), i);
        const Voice& voice = all[static_cast<size_t>(i) * 7 % all.size()];
        const bool silence = labels[l] == "_silence_";
        const std::string word = labels[l] == "_unknown_" ? others[random.next() % std::size(others)] : labels[l];
        std::vector<int16_t> clip = silence ? std::vector<int16_t>(static_cast<size_t>(options.rate_hz))
                                            : speak(word, voice, options.rate_hz, scratch.path(), random);
        augment(clip, options.rate_hz,
                {.gain_db = 6, .noise_probability = 1, .noise_snr_low_db = 5, .noise_snr_high_db = 35}, {}, random);
        const std::string name = fmt::format("{}/{:04}.wav", labels[l], i);
        write_wav(part / name, clip, options.rate_hz);
        manifest += fmt::format("{},{},{},{}\n", name, labels[l], name_of(voice.split), silence ? "-" : voice.name);
        progress.advance();
      }
    }
    write_file(part / "manifest.csv", manifest);
    write_file(part / "synthesized",
               std::string_view("These recordings were made by espeak-ng, not spoken by people.\n"));
  });
}

}  // namespace mote
