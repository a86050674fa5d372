// Decoding by the encoding tables of Arm DDI 0553 (Armv8-M architecture reference manual, chapter C2). Which results
// are late, and which 16-bit instructions go together, is LLVM's model of the Cortex-M55 (ARMScheduleM55.td, by Arm).
#include "device/operands.h"

namespace mote {
namespace {

constexpr uint32_t bit(uint32_t number) { return 1u << number; }
constexpr uint32_t stack_pointer = bit(13), program_counter = bit(15);

uint32_t halfword(const uint8_t* bytes) { return static_cast<uint32_t>(bytes[0] | bytes[1] << 8); }
uint32_t low(uint32_t op, int at) { return bit(op >> at & 7); }
uint32_t any(uint32_t op, int at) { return bit(op >> at & 15); }
uint32_t vector(uint32_t op, int at) { return bit(16 + (op >> at & 7)); }

Operands moves(uint32_t writes, uint32_t reads) {
  Operands operands;
  operands.writes = writes, operands.reads = reads;
  return operands;
}

Operands transfer(bool load, uint32_t data, uint32_t address) {
  Operands operands = load ? moves(data, address) : moves(0, data | address);
  operands.address = address;
  operands.late = load;
  return operands;
}

Operands companion(Operands operands) {
  operands.companion = true;
  return operands;
}

// Shifts, additions, and the operations with an immediate of 8 bits.
Operands narrow_arithmetic(uint32_t op) {
  if (op >> 13 == 0) {
    if ((op >> 11 & 3) != 3) return moves(low(op, 0), low(op, 3));
    return op & 0x0400 ? companion(moves(low(op, 0), low(op, 3))) : moves(low(op, 0), low(op, 3) | low(op, 6));
  }
  const uint32_t target = low(op, 8);
  switch (op >> 11 & 3) {
    case 0:
      return companion(moves(target, 0));
    case 1:
      return moves(0, target);
    default:
      return companion(moves(target, target));
  }
}

Operands narrow_registers(uint32_t op) {
  if (op & 0x0800) return transfer(true, low(op, 8), 0);  // LDR literal
  if (op & 0x0400) {
    const uint32_t target = bit((op & 7) | (op >> 4 & 8)), source = any(op, 3);
    switch (op >> 8 & 3) {
      case 0:
        return moves(target, target | source);
      case 1:
        return moves(0, target | source);
      case 2:
        return companion(moves(target, source));
      default:
        return companion(moves(0, source));  // BX, BLX
    }
  }
  const uint32_t kind = op >> 6 & 15, target = low(op, 0), source = low(op, 3);
  if (kind == 8 || kind == 10 || kind == 11) return moves(0, target | source);  // TST, CMP, CMN
  Operands operands = moves(target, kind == 9 || kind == 15 ? source : target | source);
  operands.late = kind == 13;  // MUL
  return operands;
}

Operands narrow_miscellaneous(uint32_t op) {
  if ((op & 0x0f00) == 0x0000) return moves(stack_pointer, stack_pointer);       // ADD, SUB sp
  if ((op & 0x0f00) == 0x0200) return companion(moves(low(op, 0), low(op, 3)));  // SXTB, ...
  if ((op & 0x0500) == 0x0100) return companion(moves(0, low(op, 0)));           // CBZ
  if ((op & 0x0f00) == 0x0a00) return moves(low(op, 0), low(op, 3));             // REV
  if ((op & 0x0f00) == 0x0f00) return companion({});                             // IT, hints
  if ((op & 0x0600) != 0x0400) return {};
  const bool load = (op & 0x0800) != 0;
  const uint32_t list = (op & 0xff) | (op & 0x0100 ? load ? program_counter : bit(14) : 0);
  Operands operands = transfer(load, list, stack_pointer);
  operands.writes |= operands.updates = stack_pointer;
  return operands;
}

Operands narrow(uint32_t op) {
  switch (op >> 12) {
    case 0x4:
      return narrow_registers(op);
    case 0x5: {
      const bool load = (op >> 9 & 7) >= 3;
      Operands operands = transfer(load, low(op, 0), low(op, 3) | low(op, 6));
      operands.indexed = !load;
      operands.small = load && (op >> 9 & 7) != 4;
      return operands;
    }
    case 0x6:
    case 0x7:
    case 0x8: {
      Operands operands = transfer((op & 0x0800) != 0, low(op, 0), low(op, 3));
      operands.small = operands.late && op >> 12 != 6;
      return operands;
    }
    case 0x9:
      return transfer((op & 0x0800) != 0, low(op, 8), stack_pointer);
    case 0xa:
      return moves(low(op, 8), op & 0x0800 ? stack_pointer : 0);
    case 0xb:
      return narrow_miscellaneous(op);
    case 0xc: {
      Operands operands = transfer((op & 0x0800) != 0, op & 0xff, low(op, 8));
      operands.writes |= operands.updates = low(op, 8);
      return operands;
    }
    case 0xd:
    case 0xe:
      return companion({});  // branches
    default:
      return narrow_arithmetic(op);
  }
}

// Without "discarded" results (Rd 15: compare and test) and operands (Rn 15: moves).
Operands arithmetic(uint32_t target, uint32_t reads) {
  return moves(target & ~program_counter, reads & ~program_counter);
}

Operands shifted_register(uint32_t first, uint32_t second) {
  const uint32_t amount = (second >> 10 & 0x1c) | (second >> 6 & 3), source = any(second, 0);
  Operands operands = arithmetic(any(second, 8), any(first, 0) | source);
  if (amount != 0) operands.shifted = source;
  operands.late = amount != 0 && (first & 15) != 15;
  return operands;
}

Operands immediate(uint32_t first, uint32_t second) {
  const uint32_t target = any(second, 8);
  if ((first & 0x0200) == 0) return arithmetic(target, any(first, 0));
  const uint32_t kind = first >> 4 & 31;
  if (kind == 4) return arithmetic(target, 0);        // MOVW
  if (kind == 12) return arithmetic(target, target);  // MOVT
  Operands operands = arithmetic(target, any(first, 0) | (kind == 22 ? target : 0));
  if (kind >= 16) operands.simd = true, operands.late = kind != 22, operands.shifted = operands.reads;
  return operands;
}

Operands transfer_many(uint32_t first, uint32_t second) {
  const bool load = (first & 0x0010) != 0, update = (first & 0x0020) != 0;
  const uint32_t base = any(first, 0);
  Operands operands;
  if (!(first & 0x0040)) {
    operands = transfer(load, second, base);  // LDM, STM
  } else if ((first & 0xfff0) == 0xe8d0) {
    return transfer(true, 0, (base | any(second, 0)) & ~program_counter);  // TBB, exclusive: no data that matters
  } else {
    operands = transfer(load, any(second, 12) | any(second, 8), base);
    if ((first & 0x0120) == 0) return operands;
  }
  if (update) operands.writes |= operands.updates = base;
  return operands;
}

Operands transfer_one(uint32_t first, uint32_t second) {
  const bool load = (first & 0x0010) != 0;
  const uint32_t base = any(first, 0) & ~program_counter;
  Operands operands = transfer(load, any(second, 12), base);
  operands.small = load && (first >> 5 & 3) != 2;
  if (first & 0x0080 || base == 0) return operands;
  if (second & 0x0800) {
    if (second & 0x0100) operands.writes |= operands.updates = base;
    return operands;
  }
  operands.reads |= any(second, 0), operands.address |= any(second, 0);
  operands.indexed = !load;
  return operands;
}

Operands packed(uint32_t first, uint32_t second) {
  const uint32_t kind = first >> 4 & 15;
  Operands operands = arithmetic(any(second, 8), any(first, 0) | any(second, 0));
  if (kind < 8 && !(second & 0x0080)) return operands;            // shifts by a register
  if (kind >= 8 && second & 0x0080 && kind != 8 && kind != 10) {  // REV, RBIT, CLZ: Rn repeats Rm
    operands.reads = any(second, 0);
    operands.simd = true;
    return operands;
  }
  operands.simd = true;
  const bool only_extends = kind < 8 && (first & 15) == 15;
  operands.late = !only_extends && !(kind == 10 && second & 0x0080);  // all but SXTB and SEL
  if (kind < 8) operands.shifted = only_extends ? 0 : any(second, 0);
  return operands;
}

Operands multiplication(uint32_t first, uint32_t second) {
  const uint32_t kind = first >> 4 & 15;
  Operands operands = arithmetic(any(second, 8), any(first, 0) | any(second, 0));
  operands.late = true;
  if (kind == 9 || kind == 11) return operands;  // division
  const uint32_t addend = any(second, 12) & ~program_counter;
  if (kind < 8) {
    operands.accumulates = addend;
  } else {
    operands.writes |= addend;
    if (kind >= 12) operands.accumulates = operands.writes;
  }
  operands.reads |= operands.accumulates;
  return operands;
}

bool multiplies_vectors(uint32_t first, uint32_t second) {
  const uint32_t family = first >> 8, kind = second & 0x0f51;
  if (family == 0xef || family == 0xff) return kind == 0x0950 || kind == 0x0b40;  // VMUL, VQDMULH
  if (family != 0xee && family != 0xfe) return false;
  if ((second & 0x0f10) == 0x0f00) return (first & 3) != 1;                      // VMLAV, but not VADDV
  const bool shift = (first & 0x0030) == 0x0030 && (second & 0x0060) == 0x0060;  // by a register, in place of a size 64
  return (second & 0x0e10) == 0x0e00 && !shift;  // VMLADAV, VMULL, VMULH; VMUL and VMLA by a scalar
}

Operands coprocessor(uint32_t first, uint32_t second) {
  const uint32_t number = second >> 8 & 15;
  const bool scalar_float = (number == 10 || number == 11) && (first & 0x0300) != 0x0300;
  const bool memory = (first & 0x0200) == 0;
  Operands operands;
  if (memory) {
    operands = transfer((first & 0x0010) != 0, scalar_float ? 0 : vector(second, 13), any(first, 0));
    if (first & 0x0020) operands.writes |= operands.updates = any(first, 0);
    operands.late = false;
    operands.pipe = scalar_float ? VectorPipe::none : VectorPipe::memory;
    return operands;
  }
  if (scalar_float) return operands;
  operands = moves(vector(second, 13), vector(first, 1) | vector(second, 1));
  operands.pipe = multiplies_vectors(first, second) ? VectorPipe::multiply : VectorPipe::integer;
  if ((first & 0xeff0) == 0xeef0 && (second & 0x0e10) == 0x0e00)
    operands.writes = bit(second >> 12 & 14);  // to one sum
  return operands;
}

Operands wide(uint32_t first, uint32_t second) {
  if (first & 0x0400 && (first & 0x1800) != 0x1000) return coprocessor(first, second);
  switch (first >> 11 & 3) {
    case 1:
      return first & 0x0200 ? shifted_register(first, second) : transfer_many(first, second);
    case 2:
      return second & 0x8000 ? Operands{} : immediate(first, second);
    default:
      if ((first & 0x0600) == 0) return transfer_one(first, second);
      return (first & 0x0300) == 0x0300 ? multiplication(first, second) : packed(first, second);
  }
}

}  // namespace

Operands operands_of_thumb(const uint8_t* bytes, size_t size) {
  if (size == 4) return wide(halfword(bytes), halfword(bytes + 2));
  Operands operands = narrow(halfword(bytes));
  operands.narrow = true;
  return operands;
}

}  // namespace mote
