// The features of a core that a kernel may ask for. A core's file in target/cores/ says which it has.
#pragma once

#include <cstdint>
#include <string_view>

namespace mote {

enum class CoreFeature : uint8_t {
  none,           // every core
  long_multiply,  // 32 x 32 -> 64 bits in an instruction, and registers for eight sums: all but Armv6-M
  dsp,            // Armv7E-M / Armv8-M DSP extension: SMLAD, SXTB16, ...
  helium,         // Armv8.1-M vector extension (integer)
  fpu,            // single-precision floating point
};

constexpr std::string_view name_of(CoreFeature feature) {
  constexpr std::string_view names[] = {"none", "long_multiply", "dsp", "helium", "fpu"};
  return names[static_cast<int>(feature)];
}

}  // namespace mote
