// mps2-an385 stands for cortex-m0plus: a Cortex-M3 that runs Armv6-M code; the startup code makes unaligned accesses
// fault.
#include "device/machine.h"

namespace mote {

const Machine& cortex_m0plus_machine() {
  static const Machine machine{"mps2-an385",
                               "cortex-m0plus",
                               "qemu-system-arm",
                               {},
                               {{"flash", 0x00000000, 4 << 20}, {"ram", 0x20000000, 4 << 20}, {}}};
  return machine;
}

}  // namespace mote
