// cortex-m4: flags and cycle model.
#include "target/core.h"

namespace mote {
namespace {

// Arm DDI 0439D, table 3-1, section 3.3.2 and the FPU chapter: one cycle each (every multiplication, too); a load two,
// one less where it follows another load that doesn't feed its address; a store one (buffered), with a register offset
// two unless it follows a load; LDM, STM, LDRD and STRD 1 + N; division 2 to 12; VDIV and VSQRT 14; a taken branch
// refills the pipeline in 1 to 3.
double cycles(const InstructionMix& mix) {
  return mix.total + mix.load - mix.load_pipelined + mix.store_indexed + mix.registers_moved + mix.divide * 6 +
         mix.float_divide * 13 + mix.branch_taken * 2;
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
