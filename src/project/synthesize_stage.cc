// Stage before all: recordings made by a speech synthesizer, where a project of words has none.
#include <cstdio>

#include "data/synthesize.h"
#include "project/build_stages.h"

namespace mote {

std::filesystem::path synthesized_data(const ProjectConfig& config, const std::filesystem::path& build) {
  fmt::print(stderr,
             "there are no recordings: espeak-ng speaks a training set of {} words; give real ones with --data\n",
             config.synthesize.size());
  SynthesizeOptions options;
  options.words = config.synthesize;
  options.rate_hz = config.data.rate_hz;
  const auto key = fmt::format("{}/{}", fmt::join(options.words, ","), options.rate_hz);
  return run_stage(build, "recordings", key,
                   [&](const std::filesystem::path& folder) { synthesize_words(folder / "words", options); })
             .folder /
         "words";
}

}  // namespace mote
