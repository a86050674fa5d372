// cortex-m3: flags and cycle model.
#include "target/core.h"

namespace mote {
namespace {

// Arm DDI 0337H, table 3-1 and section 3.3.2: one cycle each; a load two, one less where it or a store follows another
// load that doesn't feed its address; a store one (buffered), with a register offset two; LDM, STM, LDRD and STRD 1 +
// N; MLA two; long multiplication four to five; division 2 to 12; a taken branch refills the pipeline in 1 to 3.
double cycles(const InstructionMix& mix) {
  return mix.total + mix.load - mix.load_pipelined + mix.store_indexed + mix.registers_moved + mix.multiply_accumulate +
         mix.multiply_long * 3.5 + mix.divide * 6 + mix.branch_taken * 2;
}

}  // namespace

const Core& cortex_m3_core() {
  static const Core core{"cortex-m3",
                         "Armv7-M, no FPU",
                         {CoreFeature::long_accumulate},
                         "arm-none-eabi-g++",
                         {"-mcpu=cortex-m3", "-mthumb", "-mfloat-abi=soft", "-ffp-contract=off"},
                         cycles};
  return core;
}

}  // namespace mote
