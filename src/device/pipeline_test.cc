// A pipeline on every core: the features, scores and decisions of the host, and its instructions.
#include <gmock/gmock.h>

#include <algorithm>

#include "base/file.h"
#include "device/stream.h"
#include "emit/host_pipeline.h"
#include "emit/small_pipeline.h"

namespace mote {
namespace {

class PipelineOnCore : public testing::TestWithParam<const Core*> {};
INSTANTIATE_TEST_SUITE_P(Device, PipelineOnCore, testing::ValuesIn(cores().begin(), cores().end()),
                         [](const auto& info) {
                           std::string name(info.param->name);
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

PipelineCompilation compile_for(const PipelineDescription& description, const Core& core) {
  return compile_pipeline(small_model(description), description, {.name = "small", .target = std::string(core.name)});
}

TEST_P(PipelineOnCore, GivesTheHostsFeaturesScoresAndDecisions) {
  const PipelineDescription description = small_stream();
  const PipelineCompilation compilation = compile_for(description, *GetParam());
  const std::vector<int16_t> recording = small_recording(3 * 16000);
  HostPipeline host(small_model(description), description);
  const Array input = Array::of<int16_t>({3, 16000}, recording);
  for (PipelineOutput output : {PipelineOutput::features, PipelineOutput::scores}) {
    const TemporaryFolder folder;
    const Firmware firmware = build_firmware(program_of(compilation, output), {}, folder.path());
    const std::vector<int8_t> values = run_on_device(firmware, {{input}}).outputs[0].values<int8_t>();
    std::vector<int8_t> expected;
    for (int i = 0; i < 3; ++i) {
      const std::span<const int16_t> one = std::span(recording).subspan(static_cast<size_t>(i) * 16000, 16000);
      const std::vector<int8_t> row =
          output == PipelineOutput::features ? host.chain().features_of(one) : host.scores(one);
      expected.insert(expected.end(), row.begin(), row.end());
    }
    EXPECT_EQ(values, expected);
  }
}

TEST_P(PipelineOnCore, DecidesAsTheHostDoesOverAStream) {
  if (GetParam()->is_host()) GTEST_SKIP() << "the host's instructions are not counted";
  const PipelineDescription description = small_stream();
  const PipelineCompilation compilation = compile_for(description, *GetParam());
  const int64_t piece = piece_samples(compilation);
  const std::vector<int16_t> recording = small_recording(static_cast<int>(20 * piece));
  HostPipeline host(small_model(description), description);
  std::vector<std::pair<int, int>> expected, got;
  host.push(recording, [&](const device::Decision& d) { expected.push_back({d.label, d.score_thousandths}); });
  const TemporaryFolder folder;
  const Firmware firmware = build_firmware(program_of(compilation, PipelineOutput::decisions), {}, folder.path());
  const StreamRun run = run_stream(compilation, firmware, recording);
  for (const TimedDecision& d : run.decisions) got.push_back({d.label, d.score_thousandths});
  EXPECT_FALSE(expected.empty());
  EXPECT_EQ(got, expected);
  EXPECT_NEAR(run.stream_seconds, static_cast<double>(recording.size()) / 16000, 1e-6);
  EXPECT_GT(run.cycles_per_second, 10000);
}

TEST(Pipeline, ProfileBeginsWithTheSignal) {
  const PipelineCompilation compilation = compile_for(small_stream(), core_named("cortex-m4"));
  const Profile profile = profile_on_device(compilation, {});
  ASSERT_EQ(profile.layers.size(), compilation.model.plan.steps.size() + 1);
  EXPECT_EQ(profile.layers[0].name, "mfcc");
  EXPECT_EQ(profile.layers[0].operator_name, "signal");
  EXPECT_GT(profile.layers[0].mix.total, 49 * 1000);
  EXPECT_GE(profile.flash_bytes, profile.weight_bytes);
}

TEST(Pipeline, PicturesRunToo) {
  const PipelineDescription description = small_pictures();
  const PipelineCompilation compilation = compile_for(description, core_named("cortex-m4"));
  const Program program = program_of(compilation, PipelineOutput::decisions);
  const Array pictures = made_up_input(program.inputs[0], 4);
  HostPipeline host(small_model(description), description);
  std::vector<int32_t> expected;
  for (size_t i = 0; i < 4; ++i) {
    const size_t pixels = pictures.bytes.size() / 4;
    const device::Decision d = host.decide(std::span(pictures.bytes).subspan(i * pixels, pixels));
    expected.insert(expected.end(), {d.label >= 0, d.label, d.score_thousandths});
  }
  const TemporaryFolder folder;
  const RunResult result = run_on_device(build_firmware(program, {}, folder.path()), {{pictures}});
  EXPECT_EQ(result.outputs[0].values<int32_t>(), expected);
}

}  // namespace
}  // namespace mote
