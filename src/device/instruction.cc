// Decoding by the encoding tables of Arm DDI 0553 (Armv8-M architecture reference manual, chapter C2) and of the RISC-V
// unprivileged specification (chapter "RV32/64G Instruction Set Listings").
#include "device/instruction.h"

namespace mote {
namespace {

using Class = InstructionClass;

uint32_t halfword(const uint8_t* bytes) { return static_cast<uint32_t>(bytes[0] | bytes[1] << 8); }
int count_bits(uint32_t value) { return __builtin_popcount(value); }
Class load_or_store(bool load) { return load ? Class::load : Class::store; }

DecodedInstruction decode_thumb_miscellaneous(uint32_t op) {
  if ((op & 0x0600) == 0x0400) return {Class::load_store_multiple, count_bits(op & 0x1ff)};  // PUSH, POP
  if ((op & 0x0500) == 0x0100) return {Class::branch};                                       // CBZ, CBNZ
  return {};
}

DecodedInstruction decode_thumb_16(uint32_t op) {
  switch (op >> 12) {
    case 0x4:
      if (op & 0x0800) return {Class::load};  // LDR literal
      if ((op & 0x0c00) == 0) return {(op & 0x03c0) == 0x0340 ? Class::multiply : Class::alu};
      if ((op & 0x0700) == 0x0700) return {Class::branch, 0, (op & 0x0080) != 0};  // BX, BLX
      return {(op & 0x0787) == 0x0687 ? Class::branch : Class::alu};               // MOV to pc
    case 0x5:
      return {load_or_store((op >> 9 & 7) >= 3)};
    case 0x6:
    case 0x7:
    case 0x8:
    case 0x9:
      return {load_or_store((op & 0x0800) != 0)};
    case 0xb:
      return decode_thumb_miscellaneous(op);
    case 0xc:
      return {Class::load_store_multiple, count_bits(op & 0xff)};
    case 0xd:
    case 0xe:
      return {Class::branch};
    default:
      return {};
  }
}

// Floating point of coprocessors 10 and 11; loads, stores and 64-bit moves.
DecodedInstruction decode_float_memory(uint32_t first, uint32_t second) {
  if ((first & 0xffe0) == 0xec40) return {Class::float_arithmetic};
  if ((first & 0x0120) == 0x0100) return {load_or_store((first & 0x0010) != 0)};
  const int words = static_cast<int>(second & 0xff);
  return {Class::load_store_multiple, words};
}

DecodedInstruction decode_float_arithmetic(uint32_t first, uint32_t second) {
  const bool division = (first & 0xffb0) == 0xee80 && (second & 0x0050) == 0;
  const bool root = (first & 0xffbf) == 0xeeb1 && (second & 0x00d0) == 0x00c0;
  return {division || root ? Class::float_divide : Class::float_arithmetic};
}

DecodedInstruction decode_coprocessor(uint32_t first, uint32_t second) {
  const bool memory = (first & 0x0200) == 0;
  const uint32_t coprocessor = second >> 8 & 15;
  if ((first & 0x0300) == 0x0300) return {Class::vector_arithmetic};
  if (coprocessor == 10 || coprocessor == 11)
    return memory ? decode_float_memory(first, second) : decode_float_arithmetic(first, second);
  return {memory ? Class::vector_memory : Class::vector_arithmetic};
}

DecodedInstruction decode_branch_space(uint32_t first, uint32_t second) {
  if ((second & 0x5000) == 0x4000) {  // low-overhead loops
    if ((first & 0xffcf) == 0xf00f && (second & 0xf001) == 0xc001) return {Class::loop_end};
    return {(second & 0xf000) == 0xc000 ? Class::branch : Class::alu};  // WLS; DLS, LCTP
  }
  if ((second & 0x5000) == 0 && (first & 0x0380) == 0x0380) return {};  // MSR, MRS, barriers, hints
  return {Class::branch, 0, (second & 0xd000) == 0xd000};               // BL
}

DecodedInstruction decode_multiplication(uint32_t first, uint32_t second) {
  const uint32_t kind = first >> 4 & 15;
  if (kind < 8) return {(second & 0xf000) == 0xf000 ? Class::multiply : Class::multiply_accumulate};
  return {kind == 9 || kind == 11 ? Class::divide : Class::multiply_long};
}

DecodedInstruction decode_thumb_32(uint32_t first, uint32_t second) {
  if (first & 0x0400 && (first & 0x1800) != 0x1000) return decode_coprocessor(first, second);
  switch (first >> 11 & 3) {
    case 1:
      if (first & 0x0200) return {};                                                     // shifted register
      if (!(first & 0x0040)) return {Class::load_store_multiple, count_bits(second)};    // LDM, STM
      if ((first & 0xfff0) == 0xe8d0 && (second & 0x00e0) == 0) return {Class::branch};  // TBB, TBH
      if ((first & 0x0120) == 0) return {load_or_store((first & 0x0010) != 0)};          // exclusive
      return {Class::load_store_multiple, 2};                                            // LDRD, STRD
    case 2:
      return second & 0x8000 ? decode_branch_space(first, second) : DecodedInstruction{};
    default:
      if ((first & 0x0600) == 0) return {load_or_store((first & 0x0010) != 0)};
      return (first & 0x0300) == 0x0300 ? decode_multiplication(first, second) : DecodedInstruction{};
  }
}

DecodedInstruction decode_riscv_compressed(uint32_t op) {
  const uint32_t function = op >> 13;
  switch (op & 3) {
    case 0:
      return {function == 0 ? Class::alu : load_or_store(function < 4)};
    case 1:
      return {function == 1 || function >= 5 ? Class::branch : Class::alu, 0, function == 1};  // C.JAL
    default:
      if (function == 4 && (op & 0x7c) == 0 && (op & 0x0f80) != 0) return {Class::branch, 0, (op & 0x1000) != 0};
      if (function == 4) return {};
      return {function == 0 ? Class::alu : load_or_store(function < 4)};
  }
}

}  // namespace

DecodedInstruction decode_thumb(const uint8_t* bytes, size_t size) {
  return size == 2 ? decode_thumb_16(halfword(bytes)) : decode_thumb_32(halfword(bytes), halfword(bytes + 2));
}

DecodedInstruction decode_riscv(const uint8_t* bytes, size_t size) {
  if (size == 2) return decode_riscv_compressed(halfword(bytes));
  const uint32_t op = halfword(bytes) | halfword(bytes + 2) << 16;
  const uint32_t function = op >> 12 & 7;
  switch (op & 0x7f) {
    case 0x03:
      return {Class::load};
    case 0x23:
      return {Class::store};
    case 0x63:
      return {Class::branch};
    case 0x67:
    case 0x6f:
      return {Class::branch, 0, (op >> 7 & 31) == 1};  // JAL, JALR that link
    case 0x33:
      if (op >> 25 != 1) return {};
      return {function == 0 ? Class::multiply : function < 4 ? Class::multiply_long : Class::divide};
    default:
      return {};
  }
}

}  // namespace mote
