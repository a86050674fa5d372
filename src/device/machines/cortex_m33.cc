// mps2-an505 stands for cortex-m33: SSRAM1 is the flash, SSRAM2 and 3 the RAM, both by their secure addresses.
#include "device/machine.h"

namespace mote {

const Machine& cortex_m33_machine() {
  static const Machine machine{"mps2-an505",
                               "cortex-m33",
                               "qemu-system-arm",
                               {},
                               {{"flash", 0x10000000, 4 << 20}, {"ram", 0x38000000, 4 << 20}, {}}};
  return machine;
}

}  // namespace mote
