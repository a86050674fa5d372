// mps2-an500 stands for cortex-m7: SSRAM1 is the flash, SSRAM2 and 3 the RAM.
#include "device/machine.h"

namespace mote {

const Machine& cortex_m7_machine() {
  static const Machine machine{"mps2-an500",
                               "cortex-m7",
                               "qemu-system-arm",
                               {},
                               {{"flash", 0x00000000, 4 << 20}, {"ram", 0x20000000, 4 << 20}, {}}};
  return machine;
}

}  // namespace mote
