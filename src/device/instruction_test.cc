// Each class by instructions whose encodings were taken from the assembler.
#include "device/instruction.h"

#include <gtest/gtest.h>

#include <vector>

namespace mote {
namespace {

using Class = InstructionClass;

struct Case {
  const char* text;
  uint32_t first, second;  // halfwords; no second: 0x10000
  Class kind;
  int registers = 0;
};
constexpr uint32_t no_second = 0x10000;

template <class Decode>
void check(const std::vector<Case>& cases, Decode decode) {
  for (const Case& c : cases) {
    const uint8_t bytes[] = {uint8_t(c.first), uint8_t(c.first >> 8), uint8_t(c.second), uint8_t(c.second >> 8)};
    const DecodedInstruction decoded = decode(bytes, c.second == no_second ? 2 : 4);
    EXPECT_EQ(static_cast<int>(decoded.kind), static_cast<int>(c.kind)) << c.text;
    EXPECT_EQ(decoded.registers, c.registers) << c.text;
  }
}

TEST(Instruction, ClassesOfThumb) {
  check(
      {
#include "device/instruction_cases_thumb.inc"
      },
      decode_thumb);
}

TEST(Instruction, ClassesOfRiscv) {
  check(
      {
#include "device/instruction_cases_riscv.inc"
      },
      decode_riscv);
}

}  // namespace
}  // namespace mote
