// What goes wrong around the command: kills at any moment, Ctrl-C, a full disk, folders that may not be read.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <random>

#include "base/process.h"
#include "project/tiny_project.h"
#include "train/trainer.h"

namespace mote {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
namespace fs = std::filesystem;
using Command = std::vector<std::string>;

const std::string mote_command = MOTE_COMMAND;

Command operator+(Command first, const Command& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

std::map<std::string, std::vector<uint8_t>> files_below(const fs::path& folder) {
  std::map<std::string, std::vector<uint8_t>> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) files[fs::relative(entry.path(), folder)] = read_bytes(entry.path());
  return files;
}

// Leftovers of a killed build would be files that only one of them has.
void expect_same_files(const fs::path& first, const fs::path& second) {
  const auto files = files_below(first), others = files_below(second);
  EXPECT_TRUE(files.contains("report.json"));
  for (const auto& [name, bytes] : files) EXPECT_TRUE(others.contains(name) && others.at(name) == bytes) << name;
  for (const auto& [name, bytes] : others) EXPECT_TRUE(files.contains(name)) << name;
}

bool small_disks_can_be_mounted() {
  return run_process({"unshare", "--map-root-user", "--mount", "true"}).exit_code == 0;
}

// Mounts a file system of that size on a new folder, in a name space that ends with the command. The result's output
// ends with the names that the command left at the folder's top.
ProcessResult run_on_small_disk(const fs::path& folder, const std::string& size, const Command& command) {
  fs::create_directory(folder);
  const std::string script =
      "mount -t tmpfs -o size=" + size + " none \"$0\" && \"$@\"; code=$?; ls -A \"$0\"; exit $code";
  return run_process(Command{"unshare", "--map-root-user", "--mount", "sh", "-c", script, folder} + command);
}

class FaultsOfABuild : public testing::Test {
 protected:
  void SetUp() override {
    if (!trainer_installed()) GTEST_SKIP() << "the libtorch module is not built";
    write_tiny_project(folder_.path());
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(run_process(build_into("undisturbed")).exit_code, 0);
    seconds_ = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  }
  Command build_into(const std::string& out) const {
    return {mote_command, "build", folder_.path(), "--out", (folder_.path() / out).string()};
  }
  // Builds and sends the signal after that part of an undisturbed build's time.
  int disturb(const std::string& signal, double part) const {
    const std::string delay = fmt::format("{:.3f}", part * seconds_);
    return run_process(Command{"timeout", "--preserve-status", "-s", signal, delay} + build_into("disturbed"))
        .exit_code;
  }
  void expect_the_same_after_all() const {
    EXPECT_EQ(run_process(build_into("disturbed")).exit_code, 0);
    expect_same_files(folder_.path() / "undisturbed", folder_.path() / "disturbed");
  }

  TemporaryFolder folder_;
  double seconds_ = 0;
};

TEST_F(FaultsOfABuild, TenKillsAtRandomMomentsLeaveTheSameBytes) {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> part(0.02, 0.6);
  int killed = 0;
  for (int i = 0; i < 10; ++i) {
    if (i % 4 == 0) fs::remove_all(folder_.path() / "disturbed");
    killed += disturb("KILL", part(random)) == 128 + 9;
  }
  EXPECT_GT(killed, 4) << "the builds ended before they were killed";
  expect_the_same_after_all();
}

TEST_F(FaultsOfABuild, CtrlCEndsWith130AndTheNextBuildGoesOn) {
  EXPECT_EQ(disturb("INT", 0.3), 130);
  expect_the_same_after_all();
}

TEST_F(FaultsOfABuild, AFullDiskIsNamedAndNothingIsHalfWritten) {
  if (!small_disks_can_be_mounted()) GTEST_SKIP() << "this machine lets nobody mount a small disk";
  const fs::path disk = folder_.path() / "disk";
  const ProcessResult result = run_on_small_disk(disk, "48k", build_into("disk/out"));
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.errors, HasSubstr("No space left on device"));
  EXPECT_THAT(result.output, Not(HasSubstr(".part")));
}

TEST(Faults, AFullDiskStopsACompilationWithNothingLeft) {
  if (!small_disks_can_be_mounted()) GTEST_SKIP() << "this machine lets nobody mount a small disk";
  const TemporaryFolder folder;
  const fs::path disk = folder.path() / "disk", model = MOTE_SOURCE_DIR "/tests/fuzz/seeds/text_fuzz/conv.mote";
  const ProcessResult result =
      run_on_small_disk(disk, "16k", {mote_command, "compile", model, "--target", "cortex-m4", "--out", disk / "out"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.errors, HasSubstr("No space left on device"));
  EXPECT_THAT(result.output, IsEmpty());
}

// Root may read everything, unless that right is taken from it.
TEST(Faults, AFolderThatMayNotBeReadIsNamed) {
  const TemporaryFolder folder;
  write_tiny_project(folder.path());
  fs::permissions(folder.path() / "data", fs::perms::none);
  const Command unprivileged = {"setpriv", "--bounding-set=-dac_override,-dac_read_search"};
  const Command command = {mote_command, "build", folder.path()};
  const ProcessResult result = run_process(::geteuid() == 0 ? unprivileged + command : command);
  fs::permissions(folder.path() / "data", fs::perms::all);
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.errors, HasSubstr((folder.path() / "data").string()));
  EXPECT_THAT(result.errors, HasSubstr("ermission denied"));
}

}  // namespace
}  // namespace mote
