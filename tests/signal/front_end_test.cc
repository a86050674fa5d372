// The features of real recordings on every core: the bits of the host, from firmware that takes sensor samples.
#include <gtest/gtest.h>

#include <fstream>

#include "base/file.h"
#include "base/testing.h"
#include "data/audio.h"
#include "device/pipeline_program.h"
#include "device/run.h"
#include "emit/host_pipeline.h"
#include "emit/small_pipeline.h"

namespace mote {
namespace {

constexpr int clips = 100;

// Samples of recordings spread over all classes, one after the other; none where they are not there.
std::vector<int16_t> speech() {
  const auto data = shared_data();
  if (!data || !std::filesystem::exists(*data / "speech-commands/manifest.csv")) return {};
  std::ifstream manifest(*data / "speech-commands/manifest.csv");
  std::vector<std::string> paths;
  std::string line;
  std::getline(manifest, line);  // path, label, split, speaker
  while (std::getline(manifest, line)) paths.push_back(line.substr(0, line.find(',')));
  std::vector<int16_t> samples;
  for (size_t i = 0; i < clips; ++i) {
    const Recording clip = read_recording(*data / "speech-commands" / paths.at(i * paths.size() / clips), 16000);
    samples.insert(samples.end(), clip.samples.begin(), clip.samples.end());
  }
  return samples;
}

class FrontEnd : public testing::TestWithParam<const Core*> {};
INSTANTIATE_TEST_SUITE_P(Signal, FrontEnd, testing::ValuesIn(cores().begin(), cores().end()), [](const auto& info) {
  std::string name(info.param->name);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST_P(FrontEnd, GivesTheHostsBitsOnRealRecordings) {
  const std::vector<int16_t> samples = speech();
  if (samples.empty()) GTEST_SKIP() << "../shared/data/speech-commands is not there";
  const PipelineDescription description = small_stream();  // the keyword benchmark's mfcc
  const Graph graph = small_model(description);
  HostPipeline host(graph, description);
  std::vector<int8_t> expected;
  for (size_t start = 0; start < samples.size(); start += 16000) {
    const std::vector<int8_t> features = host.chain().features_of(std::span(samples).subspan(start, 16000));
    expected.insert(expected.end(), features.begin(), features.end());
  }
  const PipelineCompilation compilation =
      compile_pipeline(graph, description, {.target = std::string(GetParam()->name)});
  const TemporaryFolder folder;
  const Firmware firmware = build_firmware(program_of(compilation, PipelineOutput::features), {}, folder.path());
  const Array input = Array::of<int16_t>({clips, 16000}, samples);
  EXPECT_EQ(run_on_device(firmware, {{input}}).outputs[0].values<int8_t>(), expected);
}

}  // namespace
}  // namespace mote
