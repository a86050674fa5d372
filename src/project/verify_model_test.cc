// Verification of models: an exact one holds, real inputs are taken, and wrong requests are refused.
#include "project/verify_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "base/file.h"
#include "base/npy.h"
#include "project/real_inputs.h"

namespace mote {
namespace {

using testing::HasSubstr;

constexpr std::string_view text = R"(graph "half dead"
input %0 int8[1x4x4x1] scale=1 "x"
constant %1 int8[8x1x1x1] scale=1 "w" = [1 2 3 4 4*0]
constant %2 int32[8] = [4*0 4*9]
%3 int8[1x4x4x8] scale=1 "a" = conv2d(%0, %1, %2) "first"
constant %4 int8[4x1x1x8] scale=0.05 "v" = [8*3 8*-4 8*1 8*9]
%5 int8[1x4x4x4] scale=2 "y" = conv2d(%3, %4, _) "second"
output %5
)";

VerifyRequest request_in(const TemporaryFolder& folder) {
  VerifyRequest request;
  request.model = folder.path() / "model.mote";
  write_file(request.model, text);
  request.samples = 101;
  return request;
}

TEST(VerifyModel, AnExactModelHolds) {
  const TemporaryFolder folder;
  VerifyRequest request = request_in(folder);
  request.target = "cortex-m4";
  int64_t calls = 0;
  const Verification verification = verify_model(request, [&] { ++calls; });
  EXPECT_TRUE(verification.holds()) << verification.first_fault();
  EXPECT_EQ(calls, 101);
  EXPECT_EQ(verification.like_real, 51);
  EXPECT_EQ(verification.extreme, 50);
  EXPECT_EQ(verification.constant_channels, 4);
  EXPECT_EQ(verification.ends.ends, 2 * (8 + 4));
  EXPECT_EQ(verification.macs_before, 16 * 8 + 16 * 32);
  EXPECT_EQ(verification.macs_after, 16 * 4 + 16 * 16);
  EXPECT_EQ(to_json(verification)["differing"], 0);
}

TEST(VerifyModel, TakesRealInputs) {
  const TemporaryFolder folder;
  VerifyRequest request = request_in(folder);
  request.data = folder.path() / "inputs.npy";
  write_npy(request.data, Array::of<uint8_t>({3, 4, 4, 1}, std::vector<uint8_t>(48, 200)));
  const Verification verification = verify_model(request);
  EXPECT_TRUE(verification.holds());
  EXPECT_THAT(verification.real_inputs, HasSubstr("3 real ones"));
}

TEST(VerifyModel, RefusesTooFewSamplesAndModelsWithoutAPromise) {
  const TemporaryFolder folder;
  VerifyRequest request = request_in(folder);
  request.samples = 1;
  EXPECT_THROW(verify_model(request), UsageError);
  write_file(request.model, R"(
input %0 float32[1x1x1x1] "x"
constant %1 float32[1] "c" = [1]
%2 float32[1x1x1x1] "y" = batch_norm(%0, %1, %1, %1, %1) "norm"
output %2
)");
  request.samples = 2;
  EXPECT_THROW(verify_model(request), InputError);
}

TEST(LikeReal, StaysInRangeAndRepeats) {
  Graph graph;
  graph.inputs = {graph.add({"x", ElementType::int8, {1, 8}, {{1}, {0}, 0}, {}})};
  const LikeReal smooth(graph, {}), mixed(graph, {{Bytes(8, 0x7f)}, {Bytes(8, 0x80)}});
  EXPECT_EQ(mixed.sample(0)[0], Bytes(8, 0x7f));
  EXPECT_EQ(mixed.sample(1)[0], Bytes(8, 0x80));
  EXPECT_EQ(smooth.sample(5), smooth.sample(5));
  EXPECT_NE(smooth.sample(5), smooth.sample(6));
  EXPECT_EQ(mixed.sample(7)[0].size(), 8u);
}

}  // namespace
}  // namespace mote
