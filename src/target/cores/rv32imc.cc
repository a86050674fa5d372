// rv32imc: flags and cycle model. Of picolibc only the headers are used.
#include "target/core.h"

namespace mote {
namespace {

// lowRISC Ibex reference guide, pipeline details, with the single-cycle multiplier and no wait states: one cycle each,
// loads and stores two, MUL one and MULH two, division 37, a taken branch or jump two more at most.
double cycles(const InstructionMix& mix) {
  return mix.total + mix.load + mix.store + mix.multiply_long + mix.divide * 36 + mix.branch_taken * 1.5;
}

}  // namespace

const Core& rv32imc_core() {
  static const Core core{
      "rv32imc",
      "RISC-V RV32IMC, no FPU",
      {CoreFeature::many_registers},
      "riscv64-unknown-elf-g++",
      {"--specs=picolibc.specs", "-march=rv32imc", "-mabi=ilp32", "-mcmodel=medany", "-ffp-contract=off"},
      cycles};
  return core;
}

}  // namespace mote
