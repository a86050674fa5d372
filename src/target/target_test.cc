// Cores and boards are complete and consistent.
#include <gtest/gtest.h>

#include <algorithm>

#include "base/error.h"
#include "base/file.h"
#include "target/board.h"

namespace mote {
namespace {

TEST(Core, KnowsTheHostAndSevenDevices) {
  ASSERT_EQ(cores().size(), 8u);
  EXPECT_EQ(cores()[0]->name, "host");
  for (std::string_view name :
       {"cortex-m0plus", "cortex-m3", "cortex-m4", "cortex-m7", "cortex-m33", "cortex-m55", "rv32imc"}) {
    const Core& core = core_named(name);
    EXPECT_NE(core.cycles, nullptr);
    EXPECT_NE(std::find(core.flags.begin(), core.flags.end(), "-ffp-contract=off"), core.flags.end()) << name;
  }
}

TEST(Core, AnUnknownNameListsTheKnownOnes) {
  try {
    core_named("cortex-m5");
    FAIL();
  } catch (const UsageError& error) {
    EXPECT_NE(std::string(error.what()).find("cortex-m55"), std::string::npos) << error.what();
  }
}

TEST(Core, EveryInstructionTakesACycleOnScalarCores) {
  InstructionMix mix;
  mix.total = mix.alu = 1000;
  for (const Core* core : cores()) {
    if (core->is_host() || core->name == "cortex-m7") continue;
    EXPECT_EQ(core->cycles(mix), 1000) << core->name;
  }
}

TEST(Core, FeaturesAreThoseOfTheArchitecture) {
  EXPECT_FALSE(core_named("cortex-m3").has(CoreFeature::dsp));
  EXPECT_TRUE(core_named("cortex-m4").has(CoreFeature::dsp));
  EXPECT_TRUE(core_named("cortex-m55").has(CoreFeature::helium));
  EXPECT_TRUE(core_named("cortex-m0plus").has(CoreFeature::none));
}

TEST(Board, KnowsNineAndTheirFigures) {
  const std::vector<Board> all = boards();
  EXPECT_GE(all.size(), 9u);
  for (const Board& board : all) {
    EXPECT_FALSE(board.core->is_host()) << board.name;
    EXPECT_FALSE(board.source.empty()) << board.name;
    EXPECT_GT(board.clock_hz, 1e6) << board.name;
    EXPECT_GE(board.ram.bytes, 64 * 1024) << board.name;
    EXPECT_GE(board.flash.bytes, board.ram.bytes) << board.name;
  }
  const Board nano = board_named("arduino-nano-33-ble-sense");
  EXPECT_EQ(nano.core->name, "cortex-m4");
  EXPECT_EQ(nano.ram.bytes, 256 * 1024);
  EXPECT_DOUBLE_EQ(nano.milliseconds(64000), 1.0);
  EXPECT_DOUBLE_EQ(nano.microjoules(64000), 3.3 * 3.0);
  EXPECT_THROW(board_named("arduino-uno"), UsageError);
}

std::string complaint_about(const std::string& text) {
  const TemporaryFolder folder;
  write_file(folder.path() / "mine.toml", text);
  try {
    read_board(folder.path() / "mine.toml");
  } catch (const Error& error) {
    return error.what();
  }
  return "nothing";
}

TEST(Board, AFaultyFileIsRefusedWithItsLine) {
  EXPECT_NE(complaint_about("core = ").find("mine.toml:1"), std::string::npos);
  EXPECT_NE(complaint_about("\nspeed = 3").find("mine.toml:2: key 'speed' is unknown"), std::string::npos);
  EXPECT_NE(complaint_about("core = \"cortex-m4\"").find("section [power] is missing"), std::string::npos);
  std::string text = read_text(resource("src/target/boards/esp32-c3.toml"));
  EXPECT_EQ(complaint_about(text), "nothing");
  text.replace(text.find("160_000_000"), 11, "-1");
  EXPECT_NE(complaint_about(text).find("'clock_hz' is -1"), std::string::npos);
}

}  // namespace
}  // namespace mote
