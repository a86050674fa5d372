// cortex-m7: flags and cycle model.
#include "target/core.h"

namespace mote {
namespace {

// Arm publishes no table for the M7 (DDI 0489F, section 1.2 describes the pipelines). LLVM's model (ARMScheduleM7.td):
// two instructions a cycle in order, which device/neighbours.h pairs and delays one by one. Multiple loads and stores
// move two registers a cycle; division 7, VDIV 16 stop the pipeline. Taken branches are predicted; one in ten is taken
// to be mispredicted and costs LLVM's six cycles.
double cycles(const InstructionMix& mix) {
  return mix.total - mix.dual_pair + mix.dual_wait + mix.registers_moved * 0.5 - mix.load_store_multiple +
         mix.divide * 6 + mix.float_divide * 15 + mix.branch_taken * 0.6;
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
