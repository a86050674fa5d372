// Firmware for boards: linked for their memories, and refused where it does not fit.
#include <gmock/gmock.h>

#include "base/file.h"
#include "device/profile.h"
#include "device/small_model.h"

namespace mote {
namespace {

TEST(BoardFirmware, StandsInTheMemoriesOfEveryBoard) {
  for (const Board& board : boards()) {
    const Compilation compilation = compile(small_model(), {.name = "small", .target = std::string(board.core->name)});
    const TemporaryFolder folder;
    const Firmware firmware = build_firmware(compilation, {.board = board}, folder.path());
    const auto address = [&](const char* symbol) { return firmware.facts.symbols.at(symbol); };
    EXPECT_GE(address("mote_reset"), board.flash.origin) << board.name;
    EXPECT_EQ(address("mote_stack_top"), board.ram.origin + static_cast<uint64_t>(board.ram.bytes)) << board.name;
    EXPECT_GE(address("mote_bss_start"), board.ram.origin) << board.name;
    EXPECT_LT(firmware.facts.flash_bytes(), firmware.shipped.flash_bytes + 1024) << board.name;
  }
}

std::string refusal(const Board& board) {
  const Compilation compilation = compile(small_model(), {.name = "small", .target = std::string(board.core->name)});
  const TemporaryFolder folder;
  try {
    build_firmware(compilation, {.board = board}, folder.path());
  } catch (const BudgetError& error) {
    return error.what();
  }
  return "fits";
}

TEST(BoardFirmware, TooLargeIsRefusedWithTheMemory) {
  Board board = board_named("nucleo-l4r5zi");
  EXPECT_EQ(refusal(board), "fits");
  board.ram.bytes = 1200;  // the arena fits, the stack does not
  EXPECT_THAT(refusal(board), testing::HasSubstr("exceeds the ram of 1200 bytes by "));
  board.ram.bytes = 100;
  EXPECT_THAT(refusal(board), testing::HasSubstr("at the peak stand "));
  board = board_named("nucleo-l4r5zi");
  board.flash.bytes = 700;
  EXPECT_THAT(refusal(board), testing::HasSubstr("exceeds the flash of 700 bytes by "));
}

TEST(BoardFirmware, IsRefusedForAnotherCore) {
  const TemporaryFolder folder;
  const Compilation compilation = compile(small_model(), {.name = "small", .target = "cortex-m4"});
  EXPECT_THROW(build_firmware(compilation, {.board = board_named("esp32-c3")}, folder.path()), UsageError);
}

TEST(BoardFirmware, EstimatesTimeAndEnergyOnBoardsOfItsCore) {
  const auto estimates = estimate_boards(core_named("cortex-m4"), 64000, {}, 1000, 1000);
  ASSERT_FALSE(estimates.empty());
  EXPECT_TRUE(std::all_of(estimates.begin(), estimates.end(), [](const auto& e) { return e.fits; }));
  for (const BoardEstimate& estimate : estimates) {
    if (estimate.board != "arduino-nano-33-ble-sense") continue;
    EXPECT_NEAR(estimate.milliseconds, 1.0, 1e-9);
  }
}

}  // namespace
}  // namespace mote
