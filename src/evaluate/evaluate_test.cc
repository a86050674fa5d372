// Figures on small hand-checked cases, and the conversion of samples.
#include "evaluate/evaluate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "base/file.h"

namespace mote {
namespace {

TEST(Metrics, ConfusionRowsAreLabels) {
  const Classification c = classify(std::vector<int32_t>{0, 0, 1, 1}, std::vector<int32_t>{0, 1, 1, 1}, 2);
  EXPECT_THAT(c.confusion, testing::ElementsAre(1, 1, 0, 2));
  EXPECT_DOUBLE_EQ(c.accuracy(), 0.75);
  EXPECT_DOUBLE_EQ(c.per_class()[1].precision, 2.0 / 3);
  EXPECT_DOUBLE_EQ(c.per_class()[0].recall, 0.5);
}

TEST(Metrics, ArgmaxTakesTheLowestIndexOnATie) { EXPECT_EQ(argmax(std::vector<float>{1, 3, 3, 2}), 1); }

TEST(Metrics, AreaUnderCurveCountsTiesHalf) {
  const std::vector<int32_t> labels{0, 0, 1, 1};
  EXPECT_DOUBLE_EQ(area_under_curve(labels, std::vector<double>{1, 2, 3, 4}), 1);
  EXPECT_DOUBLE_EQ(area_under_curve(labels, std::vector<double>{1, 2, 2, 3}), 0.875);
  EXPECT_THROW(area_under_curve(std::vector<int32_t>{1, 1}, std::vector<double>{1, 2}), InputError);
}

TEST(Metrics, WilsonIntervalHoldsTheShare) {
  const Interval interval = wilson_interval(90, 100);
  EXPECT_NEAR(interval.low, 0.8256, 1e-4);
  EXPECT_NEAR(interval.high, 0.9448, 1e-4);
}

Tensor int8_input(Shape shape) { return {"in", ElementType::int8, std::move(shape), {{1.0f}, {-128}, 0}, {}}; }

TEST(Feed, TurnsUint8IntoInt8) {
  const Feed fed = feed(int8_input({1, 2}), Array::of<uint8_t>({2, 2}, {0, 128, 255, 1}));
  EXPECT_EQ(fed.samples, 2);
  EXPECT_THAT(fed.inputs.values<int8_t>(), testing::ElementsAre(-128, 0, 127, -127));
}

TEST(Feed, CutsSlidingWindows) {
  const Feed fed = feed(int8_input({1, 4}), Array::of<int8_t>({1, 4, 2}, {1, 2, 3, 4, 5, 6, 7, 8}), {.window = 2});
  EXPECT_EQ(fed.windows, 3);
  EXPECT_THAT(fed.inputs.values<int8_t>(), testing::ElementsAre(1, 2, 3, 4, 3, 4, 5, 6, 5, 6, 7, 8));
}

TEST(Feed, RefusesAWrongShapeOrType) {
  EXPECT_THROW(feed(int8_input({1, 3}), Array::of<int8_t>({2, 2}, {1, 2, 3, 4})), InputError);
  EXPECT_THROW(feed(int8_input({1, 2}), Array::of<float>({1, 2}, {1, 2})), InputError);
}

TEST(Labels, NameTheLineThatIsWrong) {
  TemporaryFolder folder;
  write_file(folder.path() / "l.csv", std::string_view("index,label\n0,3\n1,x\n"));
  try {
    read_labels(folder.path() / "l.csv");
    FAIL();
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("line 3"));
  }
}

}  // namespace
}  // namespace mote
