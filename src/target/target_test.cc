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

// Two instructions and what stands beside them.
double cycles_of(std::string_view core, std::initializer_list<double InstructionMix::*> fields) {
  InstructionMix mix;
  mix.total = 2;
  for (double InstructionMix::* field : fields) mix.*field += 1;
  return core_named(core).cycles(mix);
}

TEST(Core, CyclesAreThoseOfTheManuals) {
  using M = InstructionMix;
  EXPECT_EQ(cycles_of("cortex-m0plus", {&M::load, &M::store}), 4);
  EXPECT_EQ(cycles_of("cortex-m4", {&M::load, &M::load}), 4) << "apart from each other";
  EXPECT_EQ(cycles_of("cortex-m4", {&M::load, &M::load, &M::load_pipelined}), 3);
  EXPECT_EQ(cycles_of("cortex-m4", {&M::store, &M::store_indexed}), 3);
  EXPECT_EQ(cycles_of("cortex-m3", {&M::multiply_accumulate}), 3);
  EXPECT_EQ(cycles_of("cortex-m4", {&M::multiply_accumulate}), 2);
  EXPECT_EQ(cycles_of("cortex-m33", {&M::load}), 2);
  EXPECT_EQ(cycles_of("cortex-m33", {&M::load, &M::load_use}), 3);
  EXPECT_EQ(cycles_of("cortex-m33", {&M::narrow_pair}), 1);
  EXPECT_EQ(cycles_of("cortex-m55", {&M::vector_memory, &M::vector_arithmetic}), 2);
  EXPECT_EQ(cycles_of("cortex-m55", {&M::vector_memory, &M::vector_memory, &M::vector_wait}), 3);
  EXPECT_EQ(cycles_of("cortex-m7", {&M::dual_pair}), 1);
  EXPECT_EQ(cycles_of("cortex-m7", {&M::dual_wait}), 3);
}

TEST(Core, MoreOfWhatWaitsIsNeverFaster) {
  InstructionMix mix;
  for (const MixField& field : mix_fields()) mix.*field.member = 100;
  mix.total = 1000;
  for (const Core* core : cores()) {
    if (core->is_host()) continue;
    for (const MixField& field : mix_fields()) {
      InstructionMix more = mix;
      more.*field.member += 10;
      if (field.name == "load_store_multiple") more.registers_moved += 20, more.total += 10;
      const bool helps = field.name == "load_pipelined" || field.name.ends_with("_pair");
      if (helps)
        EXPECT_LE(core->cycles(more), core->cycles(mix)) << core->name << " " << field.name;
      else
        EXPECT_GE(core->cycles(more), core->cycles(mix)) << core->name << " " << field.name;
    }
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

// Three wait states, lines of four accesses.
Board waiting_board() {
  Board board;
  board.flash.wait_states = 3, board.ram.wait_states = 1;
  board.flash_path = {16, false, {2048, 64, 4}, {}};
  return board;
}

TEST(Board, WaitsForWhatIsMissing) {
  const Board board = waiting_board();
  EXPECT_EQ(board.wait_cycles({}), 0);
  EXPECT_EQ(board.wait_cycles({10, 0, 0, 0}), 10 * 3 * 4);
  EXPECT_EQ(board.wait_cycles({0, 10, 0, 0}), 10 * 3 * 4);
  EXPECT_EQ(board.wait_cycles({0, 0, 10, 0}), 10 * 3 * 4) << "data goes through the one cache";
  EXPECT_EQ(board.wait_cycles({0, 0, 0, 10}), 10);
  Board without = board;
  without.flash.wait_states = without.ram.wait_states = 0;
  EXPECT_EQ(without.wait_cycles({10, 10, 10, 10}), 0);
}

TEST(Board, PrefetchHidesOnlyTheLineBehind) {
  Board board = waiting_board();
  board.flash_path.code = {16, 16, 1};
  const double next = board.wait_cycles({0, 10, 0, 0}), jump = board.wait_cycles({10, 0, 0, 0});
  board.flash_path.prefetches = true;
  EXPECT_LT(board.wait_cycles({0, 10, 0, 0}), next);
  EXPECT_GE(board.wait_cycles({0, 10, 0, 0}), 0);
  EXPECT_EQ(board.wait_cycles({10, 0, 0, 0}), jump);
  EXPECT_EQ(board_named("nucleo-g0b1re").wait_cycles({0, 10, 0, 0}), 0) << "four instructions a line";
}

TEST(Board, DataHasACacheOfItsOwnWhereTheFileSaysSo) {
  Board board = waiting_board();
  board.flash_path.data = {256, 16, 4};
  EXPECT_EQ(board.wait_cycles({0, 0, 10, 0}), 10 * 3);
  EXPECT_EQ(board_named("nucleo-l4r5zi").flash_path.data.bytes, 256);
  EXPECT_EQ(board_named("ek-ra6m4").flash_path.data.bytes, 0);
  EXPECT_EQ(boards_of(core_named("cortex-m7")).size(), 2u);
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
  text = read_text(resource("src/target/boards/ek-ra6m4.toml"));
  text.replace(text.find("2_048"), 5, "2_000");
  EXPECT_NE(complaint_about(text).find("[flash.cache] has 2000 bytes"), std::string::npos);
}

}  // namespace
}  // namespace mote
