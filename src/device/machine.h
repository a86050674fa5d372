// An emulated machine: which core it stands for, its memories, and the QEMU command that boots a firmware on it.
// One file a core in device/machines/.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "device/linker_script.h"

namespace mote {

struct Machine {
  std::string_view name;                    // QEMU's: "mps2-an386"
  std::string_view core;                    // the core that it stands for: "cortex-m4"
  std::string_view emulator;                // "qemu-system-arm"
  std::vector<std::string_view> arguments;  // beside the machine's name and the firmware
  MemoryMap memories;
};

// Throws UsageError where the core has none (the host).
const Machine& machine_for(const Core& core);

// The command that boots `firmware` in the current folder, which the firmware may read and write.
std::vector<std::string> boot_command(const Machine& machine, const std::string& firmware);

}  // namespace mote
