// Compilers and their flags.
#include "device/toolchain.h"

#include <fmt/format.h>

#include "base/process.h"
#include "device/elf.h"

namespace mote {
namespace {

// Of the cross compilers' C library in Debian, whose <string.h> clang needs.
constexpr std::string_view arm_headers = "/usr/lib/arm-none-eabi/include";
constexpr std::string_view riscv_headers = "/usr/lib/picolibc/riscv64-unknown-elf/include";

std::string program_for(const Core& core, Compiler compiler) {
  if (compiler == Compiler::clang) return core.is_host() ? "clang++" : "clang++-19";
  return core.is_host() ? "g++" : std::string(core.compiler);
}

// Defines the hook as no code, so that what is measured is what ships: only the number and the address of the place are
// noted, in a section that is not loaded. The compiler may duplicate the place; then it is noted twice.
std::string profiling_hook(const Core& core, std::string_view macro, uint32_t first_label) {
  const std::string_view number = is_riscv(core) ? "%0" : "%c0";  // Arm's %0 has a # before it
  return fmt::format(
      "-D{}(step)=__asm__ volatile inline(\"1: .pushsection .mote_labels; .word {}, 1b; .popsection\" "
      ": : \"i\"({}u + (step)))",
      macro, number, first_label);
}

CommandLine core_flags(const Core& core, Compiler compiler) {
  if (compiler == Compiler::gcc || core.is_host()) return {core.flags.begin(), core.flags.end()};
  CommandLine flags = {is_riscv(core) ? "--target=riscv32-unknown-elf" : "--target=arm-none-eabi", "-isystem",
                       std::string(is_riscv(core) ? riscv_headers : arm_headers)};
  for (const std::string_view flag : core.flags)
    if (!flag.starts_with("--specs=")) flags.emplace_back(flag);
  return flags;
}

}  // namespace

Compiler compiler_named(std::string_view name) {
  if (name == "gcc") return Compiler::gcc;
  if (name == "clang") return Compiler::clang;
  fail<UsageError>("there is no compiler '{}'; expected gcc or clang", name);
}

bool is_riscv(const Core& core) { return core.compiler.starts_with("riscv"); }

CommandLine compile_command(const Program& program, Compiler compiler) {
  const Core& core = *program.core;
  CommandLine command;
  if (find_program("ccache")) command.push_back("ccache");
  command.push_back(program_for(core, compiler));
  if (!find_program(command.back()))
    fail("{} is not installed, which target '{}' needs; 'mote doctor' names the package", command.back(), core.name);
  const CommandLine flags = core_flags(core, compiler);
  command.insert(command.end(), flags.begin(), flags.end());
  command.insert(command.end(), {"-std=c++14", program.favor == Favor::flash ? "-Os" : "-O2", "-ffunction-sections",
                                 "-fdata-sections", "-fno-exceptions", "-fno-rtti"});
  if (core.is_host()) return command;
  command.insert(command.end(), {"-fno-threadsafe-statics", "-fno-asynchronous-unwind-tables", "-fno-unwind-tables",
                                 profiling_hook(core, "MOTE_PROFILE", first_step_label),
                                 profiling_hook(core, "MOTE_PROFILE_SIGNAL", first_signal_label)});
  return command;
}

}  // namespace mote
