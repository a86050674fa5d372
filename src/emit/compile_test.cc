// Graphs to sources: they compile under every promised option, compute what the executor computes, and never vary.
#include "emit/compile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "emit/check_equal.h"
#include "emit/host_harness.h"
#include "emit/model.h"
#include "emit/testing_graphs.h"
#include "plan/memory.h"

namespace mote {
namespace {

std::vector<Bytes> random_inputs(const Graph& graph, int seed) {
  std::mt19937 random(seed);
  std::vector<Bytes> inputs;
  for (TensorId id : graph.inputs) {
    const Tensor& tensor = graph.tensors[id];
    Bytes& bytes = inputs.emplace_back(tensor.bytes());
    for (uint8_t& byte : bytes) byte = static_cast<uint8_t>(random());
    if (tensor.type != ElementType::float32) continue;
    for (size_t i = 0; i < bytes.size(); i += 4) {
      const float value = static_cast<float>(random()) / 4.2949673e8f - 5;
      std::memcpy(&bytes[i], &value, 4);
    }
  }
  return inputs;
}

void expect_same_on_host(const Graph& graph, Favor favor) {
  CompileOptions options;
  options.favor = favor;
  const Compilation compilation = compile(graph, options);
  Executor executor(graph);
  std::vector<std::vector<Bytes>> samples, expected;
  for (int seed = 0; seed < 5; ++seed) {
    samples.push_back(random_inputs(graph, seed));
    expected.push_back(executor.run(samples.back()));
  }
  EXPECT_EQ(run_on_host(compilation, samples), expected) << graph.name << " favouring " << name_of(favor);
}

TEST(Compile, EmittedCodeComputesWhatTheExecutorComputes) {
  for (const Favor favor : {Favor::speed, Favor::flash}) {
    expect_same_on_host(int8_graph(), favor);
    expect_same_on_host(float_graph(), favor);
    expect_same_on_host(every_operator_graph(), favor);
  }
}

// Optimized once, for warnings that come of it; the other standards only pass the front end.
TEST(Compile, EveryPromisedCompilerTakesTheCode) {
  CompileOptions options;
  options.name = "two words";
  for (const Favor favor : {Favor::speed, Favor::flash}) {
    options.favor = favor;
    for (const Graph& graph : {int8_graph(), every_operator_graph()}) {
      const Compilation compilation = compile(graph, options);
      for (const char* compiler : {"g++", "clang++-19"}) {
        if (!find_program(compiler)) continue;
        EXPECT_NO_THROW(compile_sources(compilation, compiler, "gnu++14", {"-O2"}));
        for (const char* standard : {"c++14", "c++17", "c++20"})
          EXPECT_NO_THROW(compile_sources(compilation, compiler, standard, {"-fsyntax-only"}));
      }
    }
  }
}

TEST(Compile, TheSameInputGivesTheSameBytes) {
  const Compilation first = compile(int8_graph(), {}), second = compile(int8_graph(), {});
  ASSERT_EQ(first.files.size(), second.files.size());
  for (size_t i = 0; i < first.files.size(); ++i) {
    EXPECT_EQ(first.files[i].path, second.files[i].path);
    EXPECT_EQ(first.files[i].content, second.files[i].content);
  }
}

TEST(Compile, EmittedCodeIsLaidOutAsClangFormatLeavesIt) {
  if (!find_program("clang-format-19")) GTEST_SKIP() << "clang-format-19 is not installed";
  for (const Favor favor : {Favor::speed, Favor::flash}) {
    CompileOptions options;
    options.favor = favor;
    for (const EmittedFile& file : compile(every_operator_graph(), options).files) {
      if (file.path.starts_with("mote/")) continue;
      ProcessOptions input;
      input.input = file.content;
      EXPECT_EQ(run_checked({"clang-format-19", "--style={BasedOnStyle: Google, ColumnLimit: 120}",
                             "--assume-filename=" + file.path},
                            input)
                    .output,
                file.content);
    }
  }
}

TEST(Compile, StopsAfterTheStepThatIsNamed) {
  CompileOptions options;
  options.until = "plan";
  const Compilation compilation = compile(int8_graph(), options);
  EXPECT_FALSE(compilation.plan.steps.empty());
  EXPECT_TRUE(compilation.files.empty());
  options.until = "dead_code";
  EXPECT_TRUE(compile(int8_graph(), options).plan.steps.empty());
  options.until = "no such step";
  EXPECT_THROW(compile(int8_graph(), options), UsageError);
}

TEST(Compile, ChecksThatTheOutputsStayTheSame) {
  CompileOptions options;
  options.real_inputs = {random_inputs(int8_graph(), 0), random_inputs(int8_graph(), 1)};
  const Compilation compilation = compile(int8_graph(), options);
  EXPECT_GT(compilation.checked_inputs, 2);
  EXPECT_THAT(compilation.files[1].content,
              testing::HasSubstr(
                  fmt::format("equal to the model as it was imported on {} inputs", compilation.checked_inputs)));
  EXPECT_EQ(compilation.checked_inputs, compile(int8_graph(), {}).checked_inputs + 2);
  Graph changed = int8_graph();
  changed.tensors[1].data[0] ^= 64;
  try {
    check_equal(changed, compilation.plan, {});
    FAIL() << "expected to find a difference";
  } catch (const InternalError& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("differs from the imported one in element"));
  }
}

TEST(Compile, LeavesASoftmaxOffOnRequest) {
  const std::string text = R"(
    input %0 int8[1x4] scale=1 "x"
    %1 int8[1x4] scale=2 "scores" = add(%0, %0) "twice"
    %2 int8[1x4] scale=0.00390625 zero_point=-128 "y" = softmax(%1) "softmax"
    output %2)";
  CompileOptions options;
  EXPECT_EQ(compile(parse_graph(text), options).plan.steps.size(), 2u);
  options.no_softmax = true;
  const Compilation compilation = compile(parse_graph(text), options);
  EXPECT_EQ(compilation.plan.steps.size(), 1u);
  EXPECT_EQ(compilation.plan.graph.output(0).name, "scores");
  EXPECT_THROW(compile(int8_graph(), options), UsageError);
}

TEST(Compile, TracesOnlyWhatChangedTheGraph) {
  std::vector<std::string> changed;
  CompileOptions options;
  options.trace = [&](std::string_view step, const Graph&) { changed.emplace_back(step); };
  compile(int8_graph(), options);
  EXPECT_THAT(changed, testing::IsEmpty());
  compile(parse_graph(R"(
    input %0 float32[1x4] "x"
    %1 float32[1x4] "a" = add(%0, %0) "twice"
    %2 float32[1x4] "y" = clamp(%1) min=0 "relu"
    output %2)"),
          options);
  EXPECT_THAT(changed, testing::ElementsAre("fuse_activation", "dead_code"));
}

TEST(Compile, TheHookStandsBeforeEachStepAndAfterTheLast) {
  const Compilation compilation = compile(int8_graph(), {});
  const std::string& source = compilation.files[1].content;
  size_t at = 0;
  for (size_t step = 0; step <= compilation.plan.steps.size(); ++step) {
    const size_t next = source.find(fmt::format("  MOTE_PROFILE({});\n", step));
    ASSERT_NE(next, std::string::npos);
    EXPECT_GT(next, at);
    at = next;
  }
}

// A plan of each operator's first kernel, which no new kernel changes.
Plan plan_of_definitions(const Graph& graph) {
  Plan plan = make_plan(graph, core_named("host"), Favor::speed);
  for (Step& step : plan.steps) {
    const Call call = call_of(plan.graph, plan.op(step));
    step.variant = &definition_of(call.attributes).variants[0];
    step.lowered = step.variant->lower(call);
  }
  assign_memory(plan);
  verify(plan);
  return plan;
}

TEST(Compile, TheEmittedTextIsTheGoldenOne) {
  const std::filesystem::path folder = std::filesystem::path(MOTE_SOURCE_DIR) / "src/emit/testdata";
  const Origin origin{"golden", "mote compile golden.txt --out golden", "the graph's hash"};
  for (const EmittedFile& file : emit_model(plan_of_definitions(int8_graph()), origin).files) {
    if (file.path.starts_with("mote/")) continue;
    const std::filesystem::path path = folder / (file.path + ".golden");
    if (std::getenv("MOTE_REGENERATE")) write_file(path, file.content);
    EXPECT_EQ(read_text(path), file.content) << "MOTE_REGENERATE=1 accepts the new text";
  }
}

TEST(Compile, ATooLargeModelNamesWhatIsLarge) {
  const Compilation compilation = compile(int8_graph(), {});
  EXPECT_NO_THROW(check_fits(compilation, compilation.weight_bytes, compilation.plan.arena_bytes));
  EXPECT_NO_THROW(check_fits(compilation, -1, -1));
  try {
    check_fits(compilation, 100, 64);
    FAIL() << "expected a refusal";
  } catch (const BudgetError& error) {
    EXPECT_THAT(error.what(), testing::AllOf(testing::HasSubstr("'conv' (int8 1x3x3x4, 36 bytes)"),
                                             testing::HasSubstr("64 are there"), testing::HasSubstr("'stem'"),
                                             testing::HasSubstr("100 are there")));
  }
}

}  // namespace
}  // namespace mote
