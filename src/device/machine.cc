// The list of machines. CMake makes machine_list.inc of the files in device/machines/.
#include "device/machine.h"

#include "base/error.h"

namespace mote {

#define MACHINE(name) const Machine& name##_machine();
#include "machine_list.inc"
#undef MACHINE

const Machine& machine_for(const Core& core) {
  static const std::vector<const Machine*> machines = {
#define MACHINE(name) &name##_machine(),
#include "machine_list.inc"
#undef MACHINE
  };
  for (const Machine* machine : machines)
    if (machine->core == core.name) return *machine;
  fail<UsageError>("target '{}' has no emulated machine", core.name);
}

std::vector<std::string> boot_command(const Machine& machine, const std::string& firmware) {
  std::vector<std::string> command = {std::string(machine.emulator),
                                      "-machine",
                                      std::string(machine.name),
                                      "-nodefaults",
                                      "-display",
                                      "none",
                                      "-monitor",
                                      "none",
                                      "-serial",
                                      "none",
                                      "-semihosting-config",
                                      "enable=on,target=native"};
  command.insert(command.end(), machine.arguments.begin(), machine.arguments.end());
  command.insert(command.end(), {"-kernel", firmware});
  return command;
}

}  // namespace mote
