// virt stands for rv32imc: a first part of its DRAM is the flash, a later one the RAM.
#include "device/machine.h"

namespace mote {

const Machine& rv32imc_machine() {
  static const Machine machine{"virt",
                               "rv32imc",
                               "qemu-system-riscv32",
                               {"-bios", "none", "-cpu", "rv32,a=off,f=off,d=off", "-m", "64M"},
                               {{"flash", 0x80000000, 16 << 20}, {"ram", 0x82000000, 16 << 20}, {}}};
  return machine;
}

}  // namespace mote
