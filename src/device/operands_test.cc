// Operands of instructions whose encodings were taken from the assembler.
#include "device/operands.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mote {
namespace {

struct Case {
  const char* text;
  uint32_t first, second;  // halfwords; no second: 0x10000
  std::vector<int> writes, reads, address;
  std::string properties;
};
constexpr uint32_t no_second = 0x10000;

uint32_t set_of(const std::vector<int>& registers) {
  uint32_t set = 0;
  for (int number : registers) set |= 1u << number;
  return set;
}

// The core's registers are exact. Of Helium's, the fields that an instruction uses for something else may be listed
// besides: what is read and written is among them.
void expect_registers(uint32_t actual, const std::vector<int>& expected, bool vector, const char* text) {
  const uint32_t set = set_of(expected);
  if (vector)
    EXPECT_EQ(actual & set & 0xff0000, set & 0xff0000) << text;
  else
    EXPECT_EQ(actual, set) << text;
}

std::string properties_of(const Operands& operands) {
  std::string text;
  const auto add = [&](bool holds, const char* name) {
    text += holds ? (text.empty() ? "" : " ") + std::string(name) : "";
  };
  add(operands.late, "late");
  add(operands.small, "small");
  add(operands.companion, "companion");
  add(operands.indexed, "indexed");
  add(operands.shifted != 0, "shifted");
  add(operands.simd, "simd");
  add(operands.accumulates != 0, "accumulates");
  add(operands.pipe == VectorPipe::memory, "memory");
  add(operands.pipe == VectorPipe::integer, "integer");
  add(operands.pipe == VectorPipe::multiply, "multiply");
  return text;
}

TEST(Operands, OfThumb) {
  const std::vector<Case> cases = {
#include "device/operand_cases_thumb.inc"
  };
  for (const Case& c : cases) {
    const uint8_t bytes[] = {uint8_t(c.first), uint8_t(c.first >> 8), uint8_t(c.second), uint8_t(c.second >> 8)};
    const bool narrow = c.second == no_second;
    const Operands operands = operands_of_thumb(bytes, narrow ? 2 : 4);
    const bool vector = operands.pipe == VectorPipe::integer || operands.pipe == VectorPipe::multiply;
    expect_registers(operands.writes, c.writes, vector, c.text);
    expect_registers(operands.reads, c.reads, vector, c.text);
    EXPECT_EQ(operands.address, set_of(c.address)) << c.text;
    EXPECT_EQ(properties_of(operands), c.properties) << c.text;
    EXPECT_EQ(operands.narrow, narrow) << c.text;
  }
}

}  // namespace
}  // namespace mote
