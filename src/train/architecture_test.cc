// Architectures build sound graphs of any shape, and refuse parameters that make no sense.
#include "train/architecture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mote {
namespace {

using testing::HasSubstr;

TEST(Architecture, BuildsSoundGraphsOfAnyShape) {
  for (const Architecture* architecture : architectures()) {
    for (const Shape& input :
         {Shape{28, 28, 1}, Shape{49, 10, 1}, Shape{61, 40, 1}, Shape{96, 96, 3}, Shape{5, 1, 2}}) {
      const Graph graph = architecture->build(architecture->parameters(), {input, 12}, 1);
      EXPECT_EQ(graph.output(0).shape, (Shape{1, 12})) << architecture->name << " " << to_string(input);
      EXPECT_GT(total_macs(graph), 0);
    }
  }
}

TEST(Architecture, DrawsTheSameWeightsFromTheSameSeed) {
  const Architecture& found = architecture_named("residual-cnn");
  const auto build = [&](uint64_t seed) { return found.build(found.parameters(), {{28, 28, 1}, 10}, seed); };
  EXPECT_EQ(build(1).tensors, build(1).tensors);
  EXPECT_NE(build(1).tensors, build(2).tensors);
}

TEST(Architecture, TakesItsParameters) {
  const Architecture& found = architecture_named("residual-cnn");
  Attributes parameters = found.parameters();
  parameters.set("widths", "8,8,16");
  parameters.set("blocks", "2");
  const Graph large = found.build(found.parameters(), {{28, 28, 1}, 10}, 1);
  const Graph deep = found.build(parameters, {{28, 28, 1}, 10}, 1);
  EXPECT_GT(deep.operators.size(), large.operators.size());
  EXPECT_LT(parameter_count(deep), parameter_count(large));
}

TEST(Architecture, RefusesWhatMakesNoSense) {
  EXPECT_THROW(architecture_named("mlp"), UsageError);
  const Architecture& found = architecture_named("ds-cnn");
  Attributes parameters = found.parameters();
  parameters.set("filters", "0");
  EXPECT_THROW(found.build(parameters, {{28, 28, 1}, 10}, 1), InputError);
  EXPECT_THROW(found.build(found.parameters(), {{28, 28}, 10}, 1), InputError);
  EXPECT_THROW(found.build(found.parameters(), {{28, 28, 1}, 1}, 1), InputError);
}

}  // namespace
}  // namespace mote
