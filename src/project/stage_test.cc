// Stages run again only where their key changed, and leave nothing behind where they fail.
#include "project/stage.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "base/file.h"

namespace mote {
namespace {

int made = 0;

StageResult stage(const std::filesystem::path& build, const std::string& key, const std::string& content) {
  return run_stage(build, "s", key, [&](const std::filesystem::path& folder) {
    ++made;
    write_file(folder / "a", std::string_view(content));
  });
}

TEST(Stage, RunsOncePerKey) {
  TemporaryFolder folder;
  made = 0;
  const StageResult first = stage(folder.path(), "k", "x"), second = stage(folder.path(), "k", "y");
  EXPECT_TRUE(first.was_made);
  EXPECT_FALSE(second.was_made);
  EXPECT_EQ(made, 1);
  EXPECT_EQ(first.hash, second.hash);
  EXPECT_NE(stage(folder.path(), "other", "y").hash, first.hash);
  EXPECT_EQ(made, 2);
  EXPECT_EQ(read_text(folder.path() / "s/a"), "y");
}

TEST(Stage, KeepsTheLastResultWhereTheNextFails) {
  TemporaryFolder folder;
  stage(folder.path(), "k", "x");
  EXPECT_THROW(run_stage(folder.path(), "s", "broken", [](const auto&) { fail("no"); }), InputError);
  EXPECT_EQ(read_text(folder.path() / "s/a"), "x");
  EXPECT_FALSE(stage(folder.path(), "k", "z").was_made);
}

TEST(Stage, RemovesWhatAKilledBuildLeft) {
  TemporaryFolder folder;
  std::filesystem::create_directories(folder.path() / ".s.4711.part/half");
  stage(folder.path(), "k", "x");
  remove_leftovers(folder.path());
  EXPECT_FALSE(std::filesystem::exists(folder.path() / ".s.4711.part"));
  EXPECT_TRUE(std::filesystem::exists(folder.path() / "s/a"));
}

}  // namespace
}  // namespace mote
