// The published figures of the public int8 models, by their own inputs and labels, on the host.
#include "project/evaluate_model.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "base/testing.h"

namespace mote {
namespace {

class Published : public testing::Test {
 protected:
  void SetUp() override {
    if (!shared_data())
      GTEST_SKIP() << "the shared models and inputs are not beside the source tree (MOTE_SHARED_DATA)";
  }
  EvaluateRequest request(const std::string& model, const std::string& set) const {
    const auto folder = *shared_data() / "mlperf-tiny";
    EvaluateRequest request;
    request.model = folder / "models" / (model + ".tflite");
    request.input = folder / set / "inputs.npy", request.labels = folder / set / "labels.csv";
    return request;
  }
  int64_t right(const std::string& model, const std::string& set) const {
    return evaluate_model(request(model, set)).classes->right;
  }
};

TEST_F(Published, Keywords) { EXPECT_EQ(right("kws_ref_model", "kws01"), 449); }
TEST_F(Published, Pictures) { EXPECT_EQ(right("pretrainedResnet_quant", "ic01"), 104); }
TEST_F(Published, PicturesByTheLargerModel) { EXPECT_EQ(right("pretrainedResnet_large_int8", "ic01"), 112); }
TEST_F(Published, Persons) { EXPECT_EQ(right("vww_96_int8", "vww01"), 65); }

TEST_F(Published, Anomalies) {
  EvaluateRequest anomalies = request("ad01_int8", "ad01");
  anomalies.score = "reconstruction", anomalies.feed.window = 5;
  EXPECT_NEAR(*evaluate_model(anomalies).auc, 0.8785, 0.00005);
}

TEST_F(Published, RefusesInputsOfAnotherModel) {
  EXPECT_THROW(evaluate_model(request("kws_ref_model", "ic01")), InputError);
  EvaluateRequest none = request("kws_ref_model", "kws01");
  none.labels.clear();
  EXPECT_THROW(evaluate_model(none), UsageError);
}

}  // namespace
}  // namespace mote
