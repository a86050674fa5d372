// cortex-m33: flags and cycle model.
#include "target/core.h"

namespace mote {
namespace {

// Arm 100230, pipeline description (three stages, pairs of some 16-bit instructions at once, no table of cycles): the
// figures of the M4, less the load penalty, which only a use in the very next instruction pays: half of the loads.
double cycles(const InstructionMix& mix) {
  return mix.total + (mix.load - mix.load_pipelined) * 0.5 + mix.registers_moved + mix.divide * 6 +
         mix.float_divide * 13 + mix.branch_taken * 2;
}

}  // namespace

const Core& cortex_m33_core() {
  static const Core core{"cortex-m33",
                         "Armv8-M Mainline, DSP extension, single-precision FPU",
                         {CoreFeature::dsp, CoreFeature::fpu},
                         "arm-none-eabi-g++",
                         {"-mcpu=cortex-m33", "-mthumb", "-mfloat-abi=hard", "-mfpu=fpv5-sp-d16", "-ffp-contract=off"},
                         cycles};
  return core;
}

}  // namespace mote
