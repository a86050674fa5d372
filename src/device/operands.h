// Which registers a Thumb instruction reads and writes, and what a pipeline needs to know of it to see which of two
// neighbours waits for the other, and which go together. Shared by the instruction counter and its tests.
#pragma once

#include <cstddef>
#include <cstdint>

namespace mote {

// Which of Helium's pipelines an instruction goes through.
enum class VectorPipe : uint8_t { none, memory, integer, multiply };

// Sets of registers: bit 0 to 15 the core's, bit 16 to 23 Helium's q0 to q7. Flags and floating point are left out.
struct Operands {
  uint32_t reads = 0, writes = 0;
  uint32_t address = 0;      // of those read: needed to form an address
  uint32_t shifted = 0;      // of those read: go through the shifter first
  uint32_t accumulates = 0;  // of those read: only added at the end of a multiplication
  uint32_t updates = 0;      // of those written: the base register, which is ready early
  bool late = false;         // the result comes one stage later than that of a plain operation
  bool narrow = false;       // 16 bits
  bool companion = false;    // of the narrow ones that go together with another narrow one
  bool small = false;        // a load of less than a word
  bool indexed = false;      // a store with a register offset: it reads three registers
  bool simd = false;         // packed, saturating, extending and bit field operations
  VectorPipe pipe = VectorPipe::none;
};

Operands operands_of_thumb(const uint8_t* bytes, size_t size);

}  // namespace mote
