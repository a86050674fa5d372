// Which class an instruction belongs to, from its bytes. Shared by the instruction counter and its tests.
#pragma once

#include <cstddef>
#include <cstdint>

namespace mote {

enum class InstructionClass : uint8_t {
  alu,
  multiply,
  multiply_accumulate,
  multiply_long,
  divide,
  load,
  store,
  load_store_multiple,
  branch,
  loop_end,  // LE of a low-overhead loop: counts as alu, its jump costs nothing
  vector_arithmetic,
  vector_memory,
  float_arithmetic,
  float_divide
};

struct DecodedInstruction {
  InstructionClass kind = InstructionClass::alu;
  int registers = 0;   // that a load_store_multiple moves
  bool calls = false;  // of a branch: it notes where to return to
};

// Thumb of Armv6-M to Armv8.1-M with floating point and Helium; 2 or 4 bytes.
DecodedInstruction decode_thumb(const uint8_t* bytes, size_t size);
// RV32IMC; 2 or 4 bytes.
DecodedInstruction decode_riscv(const uint8_t* bytes, size_t size);

}  // namespace mote
