// cortex-m33: flags and cycle model.
#include "target/core.h"

namespace mote {
namespace {

// Arm publishes no table for the M33 (100230 describes the pipeline, and that 16-bit instructions may go in pairs).
// LLVM's model of the M55 by Arm (ARMScheduleM55.td), which says that the M33 schedules alike: one cycle each, two for
// what reads in the next instruction the result of a load or of a multiplying, shifting or saturating one; pairs of
// 16-bit instructions of which one is a move, an extension, a branch or an addition of an immediate. A multiple load or
// store moves a register a cycle. A taken branch refills in two (LLVM's model of the M4); division and VDIV as the M4.
double cycles(const InstructionMix& mix) {
  return mix.total - mix.narrow_pair + mix.load_use + mix.late_use + mix.registers_moved - mix.load_store_multiple +
         mix.divide * 6 + mix.float_divide * 13 + mix.branch_taken * 2;
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
