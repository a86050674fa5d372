// cortex-m55: flags and cycle model. Float vectors are left out: Helium flushes denormals, so their bits would differ.
#include "target/core.h"

namespace mote {
namespace {

// Arm 102692 (Cortex-M55 software optimization guide): a vector instruction takes two cycles (four beats, two a cycle),
// and memory overlaps with arithmetic of the neighbouring one; a scalar instruction takes one, a load that is used at
// once two; a taken branch outside a low-overhead loop about two more.
double cycles(const InstructionMix& mix) {
  const double vectors = mix.vector_arithmetic + mix.vector_memory;
  const double overlapped = mix.vector_arithmetic < mix.vector_memory ? mix.vector_arithmetic : mix.vector_memory;
  return mix.total + vectors - overlapped + (mix.load - mix.load_pipelined) * 0.5 + mix.registers_moved * 0.5 +
         mix.divide * 6 + mix.float_divide * 13 + mix.branch_taken * 2;
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
