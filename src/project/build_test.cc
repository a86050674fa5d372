// A whole build of a tiny project: pictures of two kinds, one epoch. Skipped where the libtorch module is not built.
#include "project/build.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "base/error.h"
#include "base/file.h"
#include "base/npy.h"
#include "project/open_model.h"
#include "project/run_model.h"
#include "train/trainer.h"

namespace mote {
namespace {

using testing::HasSubstr;
namespace fs = std::filesystem;

constexpr const char* settings = R"(name = "tiny"
[data]
path = "data"
split = { by = "given", val = 0.2 }
[signal]
block = "image"
[model]
architecture = "residual-cnn"
widths = [4]
[train]
epochs = 1
batch = 8
[target]
core = "cortex-m4"
)";

// 8x8 pictures, upper or lower half bright, as IDX files.
void write_side(const fs::path& folder, const std::string& stem, uint8_t count) {
  std::vector<uint8_t> images = {0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 8, 0, 0, 0, 8}, labels = {0, 0, 8, 1, 0, 0, 0, count};
  for (uint8_t i = 0; i < count; ++i) {
    for (int p = 0; p < 64; ++p) images.push_back(static_cast<uint8_t>(((p < 32) == (i % 2 == 0) ? 180 : 20) + (p * 7 + i * 13) % 40));
    labels.push_back(i % 2);
  }
  write_file(folder / (stem + "-images-idx3-ubyte"), images);
  write_file(folder / (stem + "-labels-idx1-ubyte"), labels);
}

class Build : public testing::Test {
 protected:
  void SetUp() override {
    if (!trainer_installed()) GTEST_SKIP() << "the libtorch module is not built";
    write_side(folder_.path() / "data", "train", 60);
    write_side(folder_.path() / "data", "t10k", 20);
    configure(settings);
  }
  void configure(const std::string& text) { write_file(folder_.path() / "mote.toml", text); }
  TemporaryFolder folder_;
};

TEST_F(Build, GoesFromPicturesToFirmwareTwiceWithTheSameBytes) {
  const BuildResult result = build_project({.project = folder_.path()});
  EXPECT_EQ(result.report["host"]["count"], 20);
  EXPECT_EQ(result.report["device"]["differing_outputs"], 0);
  EXPECT_TRUE(fs::exists(folder_.path() / "build/firmware/firmware.elf"));
  EXPECT_THAT(read_text(result.report_html), HasSubstr("</html>"));

  const auto written = fs::last_write_time(folder_.path() / "build/train/float.mote");
  build_project({.project = folder_.path()});
  EXPECT_EQ(fs::last_write_time(folder_.path() / "build/train/float.mote"), written);

  const fs::path other = folder_.path() / "other";
  build_project({.project = folder_.path(), .out = other});
  for (const char* file : {"report.json", "report.html", "train/float.mote", "quantize/model.mote", "firmware/firmware.elf"})
    EXPECT_EQ(read_bytes(other / file), read_bytes(folder_.path() / "build" / file)) << file;
}

TEST_F(Build, RunsOnSensorSamples) {
  build_project({.project = folder_.path()});
  const fs::path input = folder_.path() / "in.npy", features = folder_.path() / "features.npy", scores = folder_.path() / "scores.npy";
  write_npy(input, Array::of<uint8_t>({2, 8, 8, 1}, std::vector<uint8_t>(128, 77)));
  RunRequest request{.model = folder_.path(), .until = "features", .inputs = {input}, .outputs = {features}};
  run_model(request);
  EXPECT_EQ(read_npy(features).elements(), 128);
  request.until = "model", request.outputs = {scores};
  run_model(request);
  EXPECT_EQ(read_npy(scores).elements(), 4);
}

TEST_F(Build, RefusesABudgetThatIsTooSmall) {
  configure(std::string(settings) + "ram = \"64 B\"\n");
  EXPECT_THROW(build_project({.project = folder_.path()}), BudgetError);
}

TEST(BuildWithoutData, SaysWhatIsMissing) {
  TemporaryFolder folder;
  write_file(folder.path() / "mote.toml", std::string_view("[data]\npath = \"nowhere\"\n"));
  try {
    build_project({.project = folder.path()});
    FAIL();
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), HasSubstr("--data"));
  }
}

}  // namespace
}  // namespace mote
