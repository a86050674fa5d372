// mote.toml: what is read, and how clearly the rest is refused.
#include "project/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "base/file.h"

namespace mote {
namespace {

using testing::HasSubstr;

ProjectConfig config_of(const std::string& text) {
  TemporaryFolder folder;
  write_file(folder.path() / "mote.toml", text);
  return read_config(folder.path());
}

std::string refusal_of(const std::string& text) {
  try {
    config_of(text);
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

TEST(Config, ReadsSizesTimesAndAttributes) {
  const ProjectConfig config = config_of(
      "name = \"words\"\n[signal]\nblock = \"mfe\"\nwindow_ms = 30\nbands = 40\n[model]\narchitecture = "
      "\"residual-cnn\"\n"
      "widths = [4, 8]\n[target]\nboard = \"arduino-nano-33-ble-sense\"\nflash = \"64 KB\"\nlatency = \"60 ms\"\n");
  EXPECT_EQ(config.name, "words");
  EXPECT_EQ(config.flash_bytes, 65536);
  EXPECT_EQ(config.latency_ms, 60);
  EXPECT_THAT(config.signal.print(), HasSubstr("mfe"));
  EXPECT_THAT(config.architecture_parameters.print(), HasSubstr("widths=4,8"));
}

TEST(Config, SuggestsTheKeyThatWasMeant) {
  const std::string text = refusal_of("[train]\nepoch = 3\n");
  EXPECT_THAT(text, HasSubstr("'epoch' (line 2; did you mean 'epochs'?)"));
  EXPECT_THAT(refusal_of("[trian]\nepochs = 3\n"), HasSubstr("did you mean 'train'?"));
}

TEST(Config, NamesTheLineOfAWrongValue) {
  EXPECT_THAT(refusal_of("[target]\n\nflash = \"64 kilo\"\n"), HasSubstr("line 3: target.flash is not a size"));
  EXPECT_THAT(refusal_of("[train]\nepochs = \"many\"\n"), HasSubstr("line 2: train.epochs is not a whole number"));
  EXPECT_THAT(refusal_of("[train\n"), HasSubstr("line 1"));
}

TEST(Config, EveryExampleReads) {
  for (const char* example : {"examples/vision/fashion", "examples/voice/keywords"})
    EXPECT_FALSE(read_config(resource(example)).name.empty()) << example;
}

TEST(Config, SaysThatThereIsNoProject) {
  TemporaryFolder folder;
  EXPECT_THROW(read_config(folder.path()), InputError);
}

}  // namespace
}  // namespace mote
