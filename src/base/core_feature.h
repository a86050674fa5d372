// The features of a core that a kernel may ask for. A core's file in target/cores/ says which it has.
#pragma once

#include <cstdint>
#include <string_view>

namespace mote {

enum class CoreFeature : uint8_t {
  none,             // every core
  low_registers,    // eight registers for arithmetic, products of 32 bits: Armv6-M
  many_registers,   // enough of them for sixteen sums: RISC-V
  long_accumulate,  // adds a product to 64 bits in one instruction (SMLAL), and has no better way: Armv7-M
  dsp,              // Armv7E-M / Armv8-M DSP extension: SMLAD, SXTB16, ...
  helium,           // Armv8.1-M vector extension (integer)
  fpu,              // single-precision floating point
};

constexpr std::string_view name_of(CoreFeature feature) {
  constexpr std::string_view names[] = {"none", "low_registers", "many_registers", "long_accumulate", "dsp", "helium", "fpu"};
  return names[static_cast<int>(feature)];
}

}  // namespace mote
