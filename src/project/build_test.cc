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
#include "project/tiny_project.h"
#include "train/trainer.h"

namespace mote {
namespace {

using testing::HasSubstr;
namespace fs = std::filesystem;

class Build : public testing::Test {
 protected:
  void SetUp() override {
    if (!trainer_installed()) GTEST_SKIP() << "the libtorch module is not built";
    write_tiny_project(folder_.path());
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
  for (const char* file :
       {"report.json", "report.html", "train/float.mote", "quantize/model.mote", "firmware/firmware.elf"})
    EXPECT_EQ(read_bytes(other / file), read_bytes(folder_.path() / "build" / file)) << file;
}

TEST_F(Build, RunsOnSensorSamples) {
  build_project({.project = folder_.path()});
  const fs::path input = folder_.path() / "in.npy", features = folder_.path() / "features.npy",
                 scores = folder_.path() / "scores.npy";
  write_npy(input, Array::of<uint8_t>({2, 8, 8, 1}, std::vector<uint8_t>(128, 77)));
  RunRequest request{.model = folder_.path(), .until = "features", .inputs = {input}, .outputs = {features}};
  run_model(request);
  EXPECT_EQ(read_npy(features).elements(), 128);
  request.until = "model", request.outputs = {scores};
  run_model(request);
  EXPECT_EQ(read_npy(scores).elements(), 4);
}

TEST_F(Build, RefusesABudgetThatIsTooSmall) {
  configure(std::string(tiny_settings) + "ram = \"64 B\"\n");
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
