// cortex-m4: flags and cycle model.
#include "target/core.h"

namespace mote {
namespace {

// Arm DDI 0439D, table 3-1 and the FPU chapter: one cycle each (every multiplication, too), a load two unless it
// follows another, stores one (buffered), LDM and STM 1 + N, division 2 to 12, VDIV and VSQRT 14, a taken branch
// refills the pipeline in 1 to 3.
double cycles(const InstructionMix& mix) {
  return mix.total + mix.load - mix.load_pipelined + mix.registers_moved + mix.divide * 6 + mix.float_divide * 13 +
         mix.branch_taken * 2;
}

}  // namespace

const Core& cortex_m4_core() {
  static const Core core{"cortex-m4",
                         "Armv7E-M, DSP extension, single-precision FPU",
                         {CoreFeature::dsp, CoreFeature::fpu},
                         "arm-none-eabi-g++",
                         {"-mcpu=cortex-m4", "-mthumb", "-mfloat-abi=hard", "-mfpu=fpv4-sp-d16", "-ffp-contract=off"},
                         cycles};
  return core;
}

}  // namespace mote
