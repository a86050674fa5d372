// Emitted pipelines: they compile under every promised option, are laid out well, and decide what the host decides.
#include "emit/pipeline.h"

#include <gtest/gtest.h>

#include <random>

#include "emit/host_harness.h"
#include "emit/host_pipeline.h"
#include "emit/small_pipeline.h"

namespace mote {
namespace {

const std::vector<std::string> strict = {"-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fno-exceptions", "-fno-rtti"};

void compile_emitted(const PipelineCompilation& compilation, const std::string& compiler, const std::string& standard,
                     const std::vector<std::string>& options = {}) {
  TemporaryFolder folder;
  write_files(folder.path(), compilation.files);
  std::vector<std::string> command = {compiler, "-std=" + standard, "-O1", "-c"};
  for (const EmittedFile& file : compilation.files)
    if (file.path.ends_with(".cpp")) command.push_back(file.path);
  command.insert(command.end(), strict.begin(), strict.end());
  command.insert(command.end(), options.begin(), options.end());
  run_checked(command, in_folder(folder.path()));
}

TEST(Pipeline, CompilesUnderEveryPromisedOption) {
  for (const PipelineDescription& description : {small_stream(), small_pictures()}) {
    CompileOptions options;
    options.target = "cortex-m4";
    for (const Favor favor : {Favor::speed, Favor::flash}) {
      options.favor = favor;
      const PipelineCompilation compilation = compile_pipeline(small_model(description), description, options);
      compile_emitted(compilation, "g++", "gnu++14");
      compile_emitted(compilation, "g++", "c++20");
      if (find_program("clang++-19")) compile_emitted(compilation, "clang++-19", "c++14");
    }
  }
}

TEST(Pipeline, IsLaidOutAsClangFormatWould) {
  if (!find_program("clang-format-19")) GTEST_SKIP() << "clang-format-19 is not installed";
  for (const PipelineDescription& description : {small_stream(), small_pictures()}) {
    const PipelineCompilation compilation = compile_pipeline(small_model(description), description, {});
    for (const EmittedFile& file : compilation.files) {
      if (file.path.starts_with("mote/")) continue;
      ProcessOptions input;
      input.input = file.content;
      EXPECT_EQ(run_checked({"clang-format-19", "--style={BasedOnStyle: Google, ColumnLimit: 120}",
                             "--assume-filename=" + file.path},
                            input)
                    .output,
                file.content)
          << file.path;
    }
  }
}

TEST(Pipeline, TheSameInputGivesTheSameBytes) {
  const PipelineDescription description = small_stream();
  const PipelineCompilation first = compile_pipeline(small_model(description), description, {});
  const PipelineCompilation second = compile_pipeline(small_model(description), description, {});
  ASSERT_EQ(first.files.size(), second.files.size());
  for (size_t i = 0; i < first.files.size(); ++i) EXPECT_EQ(first.files[i].content, second.files[i].content);
}

// Runs a main() with the emitted sources under sanitizers over `input`.
std::string run_emitted(const PipelineCompilation& compilation, const std::string& main, const std::string& input) {
  TemporaryFolder folder;
  write_files(folder.path(), compilation.files);
  write_file(folder.path() / "main.cpp", main);
  std::vector<std::string> command = {
      "g++",      "-std=gnu++14", "-O1",    "-fsanitize=undefined,address", "-fno-sanitize-recover=all",
      "main.cpp", "-o",           "program"};
  for (const EmittedFile& file : compilation.files)
    if (file.path.ends_with(".cpp") && file.path != "example_main.cpp") command.push_back(file.path);
  run_checked(command, in_folder(folder.path()));
  ProcessOptions options;
  options.input = input;
  return run_checked({(folder.path() / "program").string()}, options).output;
}

TEST(Pipeline, DecidesOfAStreamWhatTheHostDecides) {
  const PipelineDescription description = small_stream();
  const Graph graph = small_model(description);
  const std::vector<int16_t> samples = small_recording(40000);
  std::string expected;
  HostPipeline host(graph, description);
  int inferences = 0;
  for (size_t start = 0; start < samples.size(); start += 777)
    host.push(std::span(samples).subspan(start, std::min<size_t>(777, samples.size() - start)),
              [&](const device::Decision& decision) {
                expected += fmt::format("{} {}\n", decision.label, decision.score_thousandths);
                ++inferences;
              });
  EXPECT_GT(inferences, 3);

  const PipelineCompilation compilation = compile_pipeline(graph, description, {});
  const std::string main =
      "#include <stdio.h>\n#include \"pipeline.h\"\nusing namespace " + compilation.model.name +
      ";\nstatic Pipeline pipeline;\nint main() {\n"
      "  int16_t samples[1000];\n"
      "  auto print = [](const Decision& d, void*) { printf(\"%d %d\\n\", int(d.label), int(d.score_thousandths)); };\n"
      "  while (size_t count = fread(samples, 2, 1000, stdin)) push(pipeline, samples, int32_t(count), print, "
      "nullptr);\n"
      "  fprintf(stderr, \"%d\", int(pipeline_bytes));\n}\n";
  const std::string bytes(reinterpret_cast<const char*>(samples.data()), samples.size() * 2);
  EXPECT_EQ(run_emitted(compilation, main, bytes), expected);
}

TEST(Pipeline, SaysItsMemoryRight) {
  for (const PipelineDescription& description : {small_stream(), small_pictures()}) {
    const PipelineCompilation compilation = compile_pipeline(small_model(description), description, {});
    const std::string main = "#include <stdio.h>\n#include \"pipeline.h\"\nint main() { printf(\"%d\", int(" +
                             compilation.model.name + "::pipeline_bytes)); }\n";
    EXPECT_EQ(run_emitted(compilation, main, ""), std::to_string(compilation.pipeline_bytes));
  }
}

TEST(Pipeline, GivesFeaturesAndScoresOfARecording) {
  const PipelineDescription description = small_stream();
  const Graph graph = small_model(description);
  const std::vector<int16_t> samples = small_recording(16000);
  HostPipeline host(graph, description);
  const std::vector<int8_t> features = host.chain().features_of(samples);
  const std::vector<int8_t> scores = host.scores_of(features);

  const PipelineCompilation compilation = compile_pipeline(graph, description, {});
  const std::string main =
      "#include <stdio.h>\n#include \"pipeline.h\"\nusing namespace " + compilation.model.name +
      ";\nstatic Pipeline pipeline;\nstatic int16_t samples[recording_samples];\nint main() {\n"
      "  if (fread(samples, 2, recording_samples, stdin) != recording_samples) return 1;\n"
      "  static int8_t result[feature_count];\n  features(pipeline, samples, result);\n"
      "  fwrite(result, 1, feature_count, stdout);\n  fwrite(scores(pipeline, samples), 1, label_count, stdout);\n}\n";
  const std::string bytes(reinterpret_cast<const char*>(samples.data()), samples.size() * 2);
  EXPECT_EQ(run_emitted(compilation, main, bytes),
            std::string(features.begin(), features.end()) + std::string(scores.begin(), scores.end()));
}

TEST(Pipeline, DecidesOfPicturesWhatTheHostDecides) {
  const PipelineDescription description = small_pictures();
  const Graph graph = small_model(description);
  std::mt19937 random(3);
  std::vector<uint8_t> pixels(description.chain.sensor.pixels());
  for (uint8_t& pixel : pixels) pixel = static_cast<uint8_t>(random());
  HostPipeline host(graph, description);
  const device::Decision decision = host.decide(pixels);
  EXPECT_GE(decision.label, 0);

  const PipelineCompilation compilation = compile_pipeline(graph, description, {});
  const std::string main = "#include <stdio.h>\n#include \"pipeline.h\"\nusing namespace " + compilation.model.name +
                           ";\nstatic Pipeline pipeline;\nstatic uint8_t pixels[window_samples];\nint main() {\n"
                           "  if (fread(pixels, 1, window_samples, stdin) != window_samples) return 1;\n"
                           "  const Decision d = decide(pipeline, pixels);\n  printf(\"%d %d\", int(d.label), "
                           "int(d.score_thousandths));\n}\n";
  EXPECT_EQ(run_emitted(compilation, main, std::string(pixels.begin(), pixels.end())),
            fmt::format("{} {}", decision.label, decision.score_thousandths));
}

std::string refusal(const Graph& graph, const PipelineDescription& description) {
  try {
    compile_pipeline(graph, description, {});
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

TEST(Pipeline, RefusesModelsThatDoNotFitTheSignal) {
  const PipelineDescription description = small_stream();
  const Graph graph = small_model(description);
  PipelineDescription other = description;
  other.labels.push_back("more");
  EXPECT_EQ(refusal(graph, other), "model 'small': its output is 1x3, there are 4 labels");
  other = description;
  other.chain.input_samples = 8000;
  EXPECT_EQ(refusal(graph, other), "model 'small': its input is 1x49x10x1, the signal gives 24x10x1");
  Graph wide = graph;
  wide.tensors[wide.inputs[0]].type = ElementType::float32;
  EXPECT_NE(refusal(wide, description).find("a pipeline takes int8"), std::string::npos);
  other = description;
  other.decision.unreported = {"none"};
  EXPECT_EQ(refusal(graph, other), "decision: 'none' is no label, expected yes, no, silence");
}

}  // namespace
}  // namespace mote
