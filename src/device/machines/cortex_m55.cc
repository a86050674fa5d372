// mps3-an547 stands for cortex-m55: the SRAM is the flash, the internal SRAM banks the RAM, both by their secure
// addresses; it boots from the vectors at 0, in tightly coupled memory.
#include "device/machine.h"

namespace mote {

const Machine& cortex_m55_machine() {
  static const Machine machine{
      "mps3-an547",
      "cortex-m55",
      "qemu-system-arm",
      {},
      {{"flash", 0x11000000, 2 << 20}, {"ram", 0x31000000, 4 << 20}, {Memory{"vectors", 0x00000000, 4096}}}};
  return machine;
}

}  // namespace mote
