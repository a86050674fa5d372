// Decisions: smoothing, threshold, rest, labels that are not told, and refusals.
#include "signal/decision/decision.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "base/error.h"

namespace mote {
namespace {

const Quantization softmax{{1 / 256.0f}, {-128}, 0};
const std::vector<std::string> labels = {"yes", "no", "silence"};

Decider decider(const DecisionParameters& parameters, double inference_ms = 100) {
  return Decider(lower_decision(parameters, labels, softmax, inference_ms));
}

// Scores of probabilities in thousandths.
std::vector<int8_t> scores(int yes, int no) {
  const auto quantized = [](int thousandths) {
    return static_cast<int8_t>(std::min(127, thousandths * 256 / 1000 - 128));
  };
  return {quantized(yes), quantized(no), quantized(1000 - yes - no)};
}

TEST(Decision, IsTheHighestScoreOverTheThreshold) {
  DecisionParameters parameters;
  parameters.threshold = 0.6f;
  Decider decide = decider(parameters);
  EXPECT_EQ(decide.add(scores(250, 625)).label, 1);
  EXPECT_EQ(decide.add(scores(250, 625)).score_thousandths, 625);
  EXPECT_EQ(decide.add(scores(500, 250)).label, -1);
  EXPECT_EQ(decide.add(scores(0, 0)).label, 2);
}

TEST(Decision, AveragesTheScoresOfInferences) {
  DecisionParameters parameters;
  parameters.smoothing = 2;
  Decider decide = decider(parameters);
  EXPECT_EQ(decide.add(scores(750, 0)).score_thousandths, 750);  // the only one so far
  EXPECT_EQ(decide.add(scores(250, 500)).label, 0);              // 500 on average
  EXPECT_EQ(decide.add(scores(250, 500)).label, 1);              // 500 on average; the first one is forgotten
  EXPECT_EQ(decide.add(scores(500, 250)).label, -1);             // 375 each
  decide.reset();
  EXPECT_EQ(decide.add(scores(250, 750)).score_thousandths, 750);
}

TEST(Decision, RestsAfterADecision) {
  DecisionParameters parameters;
  parameters.rest_ms = 250;  // three inferences of 100 ms
  Decider decide = decider(parameters);
  std::vector<int32_t> given;
  for (int i = 0; i < 9; ++i) given.push_back(decide.add(scores(900, 0)).label);
  EXPECT_EQ(given, (std::vector<int32_t>{0, -1, -1, -1, 0, -1, -1, -1, 0}));
}

TEST(Decision, DoesNotTellSomeLabels) {
  DecisionParameters parameters;
  parameters.unreported = {"silence"};
  parameters.rest_ms = 1000;
  Decider decide = decider(parameters);
  EXPECT_EQ(decide.add(scores(0, 0)).label, -1);
  EXPECT_EQ(decide.add(scores(900, 0)).label, 0);  // what was not told brings no rest
}

TEST(Decision, AThresholdAboveOneIsNeverReached) {
  DecisionParameters parameters;
  parameters.threshold = 1.5f;
  Decider decide = decider(parameters);
  EXPECT_EQ(decide.add(std::vector<int8_t>{127, -128, -128}).label, -1);
}

TEST(Decision, RefusesParametersOutOfRange) {
  const auto refused = [](auto change) {
    DecisionParameters parameters;
    change(parameters);
    EXPECT_THROW(lower_decision(parameters, labels, softmax, 100), InputError);
  };
  refused([](auto& p) { p.smoothing = 0; });
  refused([](auto& p) { p.threshold = NAN; });
  refused([](auto& p) { p.rest_ms = -1; });
  refused([](auto& p) { p.unreported = {"none"}; });
}

}  // namespace
}  // namespace mote
