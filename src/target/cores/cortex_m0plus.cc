// cortex-m0plus: flags and cycle model.
#include "target/core.h"

namespace mote {
namespace {

// Arm DDI 0484C, table 3-1, zero wait states and the single-cycle multiplier: one cycle each, loads and stores two,
// LDM and STM 1 + N, a taken branch two.
double cycles(const InstructionMix& mix) {
  return mix.total + mix.load + mix.store + mix.registers_moved + mix.branch_taken;
}

}  // namespace

const Core& cortex_m0plus_core() {
  static const Core core{"cortex-m0plus",
                         "Armv6-M, no FPU, no unaligned access",
                         {CoreFeature::low_registers},
                         "arm-none-eabi-g++",
                         {"-mcpu=cortex-m0plus", "-mthumb", "-mfloat-abi=soft", "-ffp-contract=off"},
                         cycles};
  return core;
}

}  // namespace mote
