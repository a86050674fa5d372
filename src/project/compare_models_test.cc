// Comparing models layer by layer.
#include "project/compare_models.h"

#include <gmock/gmock.h>

#include "base/error.h"
#include "base/file.h"
#include "base/npy.h"

namespace mote {
namespace {

// Two layers; `weight` is one weight of the second.
std::string text_of(int weight) {
  return fmt::format(R"(graph "pair"
input %0 int8[1x4] scale=0.1 "x"
constant %1 int8[3x4] scale=0.1 "a" = [1 2 3 4 5 6 7 8 9 10 11 12]
%2 int8[1x3] scale=0.5 = fully_connected(%0, %1) "hidden"
constant %3 int8[2x3] scale=0.1 "b" = [50 60 70 80 {} 100]
%4 int8[1x2] scale=20 = fully_connected(%2, %3) "scores"
output %4)",
                     weight);
}

class CompareModels : public testing::Test {
 protected:
  void SetUp() override {
    write("first.mote", text_of(90)), write("second.mote", text_of(-90));
    write_npy(folder_.path() / "x.npy", Array::of<int8_t>({2, 4}, {0, 0, 0, 0, 100, 100, 100, 100}));
  }
  void write(const std::string& name, const std::string& text) { write_file(folder_.path() / name, text); }
  Comparison compare(const CompareSide& first, const CompareSide& second) const {
    return compare_models({{folder_.path() / first.model, first.target, first.favor},
                           {folder_.path() / second.model, second.target, second.favor},
                           {folder_.path() / "x.npy"}});
  }
  TemporaryFolder folder_;
};

TEST_F(CompareModels, NamesTheFirstLayerAndElementThatDiffers) {
  const Comparison comparison = compare({"first.mote"}, {"second.mote"});
  ASSERT_EQ(comparison.layers.size(), 2u);
  EXPECT_EQ(comparison.layers[0].differing, 0);
  EXPECT_FALSE(comparison.equal());
  ASSERT_NE(comparison.first_difference(), nullptr);
  EXPECT_EQ(comparison.first_difference()->name, "scores");
  EXPECT_EQ(comparison.first_difference()->differing, 1);
  EXPECT_EQ(comparison.first_difference()->difference->sample, 1);
  EXPECT_EQ(comparison.first_difference()->difference->place, (std::vector<int64_t>{1}));
}

TEST_F(CompareModels, FindsADeviceEqualToTheHost) {
  const Comparison comparison = compare({"first.mote", "cortex-m4"}, {"first.mote", "host"});
  EXPECT_TRUE(comparison.equal());
  EXPECT_EQ(comparison.layers.size(), 2u);
  EXPECT_EQ(comparison.samples, 2);
}

TEST_F(CompareModels, RefusesModelsOfOtherInputs) {
  write("third.mote", R"(graph "other"
input %0 int8[1x5] scale=0.1 "x"
%1 int8[1x5] scale=0.1 = clamp(%0) min=0 "y"
output %1)");
  EXPECT_THROW(compare({"first.mote"}, {"third.mote"}), InputError);
}

}  // namespace
}  // namespace mote
