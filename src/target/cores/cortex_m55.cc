// cortex-m55: flags and cycle model. Float vectors are left out: Helium flushes denormals, so their bits would differ.
#include "target/core.h"

namespace mote {
namespace {

// LLVM's model by Arm (ARMScheduleM55.td) after the Cortex-M55 software optimization guide (Arm 102692): scalar code as
// on the M33, a taken branch three more, none in low-overhead loops. A vector instruction runs two beats of 64 bits;
// the next one overlaps with its second beat unless it needs the same pipe (memory, integer, multiplication), or the
// result of a multiplication.
double cycles(const InstructionMix& mix) {
  return mix.total - mix.narrow_pair + mix.load_use + mix.late_use + mix.vector_wait + mix.registers_moved -
         mix.load_store_multiple + mix.divide * 6 + mix.float_divide * 13 + mix.branch_taken * 3;
}

}  // namespace

const Core& cortex_m55_core() {
  static const Core core{"cortex-m55",
                         "Armv8.1-M Mainline, DSP extension, Helium (integer), FPU",
                         {CoreFeature::dsp, CoreFeature::helium, CoreFeature::fpu},
                         "arm-none-eabi-g++",
                         {"-mcpu=cortex-m55+nomve.fp", "-mthumb", "-mfloat-abi=hard", "-ffp-contract=off"},
                         cycles};
  return core;
}

}  // namespace mote
