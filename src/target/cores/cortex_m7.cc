// cortex-m7: flags and cycle model.
#include "target/core.h"

namespace mote {
namespace {

// Arm publishes no table for the M7. In order, up to two instructions a cycle, of which one may multiply, one may
// compute in float and two may load from different banks (Arm DDI 0489F, section 1.2): the widest of those, with a
// third of the pairs lost to dependences. A taken branch is predicted; one in ten costs a refill of eight.
double cycles(const InstructionMix& mix) {
  const double multiplications = mix.multiply + mix.multiply_accumulate + mix.multiply_long;
  const double transfers = mix.load * 0.5 + mix.store + mix.registers_moved * 0.5;
  const double issue = mix.total * 0.67;
  const double busiest = multiplications > transfers ? multiplications : transfers;
  return (issue > busiest ? issue : busiest) + mix.divide * 6 + mix.float_divide * 15 + mix.branch_taken * 0.8;
}

}  // namespace

const Core& cortex_m7_core() {
  static const Core core{"cortex-m7",
                         "Armv7E-M, DSP extension, FPU, two instructions a cycle",
                         {CoreFeature::dsp, CoreFeature::fpu},
                         "arm-none-eabi-g++",
                         {"-mcpu=cortex-m7", "-mthumb", "-mfloat-abi=hard", "-mfpu=fpv5-d16", "-ffp-contract=off"},
                         cycles};
  return core;
}

}  // namespace mote
