// A fault on the emulated machine: says what and where, and ends the emulator with a failing exit code.
#include <stdint.h>

#include "semihosting.h"

namespace {

void print_number(const char* name, uint32_t value) {
  char text[12] = "0x00000000 ";
  for (int digit = 0; digit < 8; ++digit) text[9 - digit] = "0123456789abcdef"[value >> (4 * digit) & 15];
  mote_runner::print(name);
  mote_runner::print(text);
}

}  // namespace

#if defined(__riscv)
extern "C" [[noreturn]] void mote_fault(uint32_t cause, uint32_t pc) {
  mote_runner::print("fault: ");
  print_number("cause ", cause);
  print_number("pc ", pc);
  mote_runner::exit_with(2);
}
#else
extern "C" [[noreturn]] void mote_fault(const uint32_t* frame) {
  const uint32_t status = *reinterpret_cast<volatile uint32_t*>(0xe000ed28);  // CFSR
  mote_runner::print(status & (1u << 24) ? "fault: unaligned access, " : "fault: ");
  print_number("cfsr ", status);
  print_number("pc ", frame[6]);
  mote_runner::exit_with(2);
}
#endif
