// From reset to main() on RISC-V: global and stack pointer, trap handler, .data copied, .bss cleared, faults reported.
#include <stdint.h>
#include <string.h>

extern "C" {

extern uint32_t mote_data_source, mote_data_start, mote_data_end, mote_bss_start, mote_bss_end;
int main();
[[noreturn]] void mote_fault(uint32_t cause, uint32_t pc);  // weak here; runner/fault_emulated.cc reports it

__attribute__((weak)) void mote_fault(uint32_t, uint32_t) {
  for (;;) {
  }
}

[[noreturn]] void mote_start() {
  memcpy(&mote_data_start, &mote_data_source,
         reinterpret_cast<uintptr_t>(&mote_data_end) - reinterpret_cast<uintptr_t>(&mote_data_start));
  memset(&mote_bss_start, 0, reinterpret_cast<uintptr_t>(&mote_bss_end) - reinterpret_cast<uintptr_t>(&mote_bss_start));
  main();
  for (;;) {
  }
}

__attribute__((naked, aligned(4))) void mote_trap() {
  __asm__ volatile(".option arch, +zicsr\ncsrr a0, mcause\ncsrr a1, mepc\nj mote_fault");
}

__attribute__((naked, section(".vectors"), used)) void mote_reset() {
  __asm__ volatile(
      ".option push\n.option norelax\nla gp, __global_pointer$\n.option pop\n"
      "la sp, mote_stack_top\n"
      ".option arch, +zicsr\n"
      "la t0, mote_trap\ncsrw mtvec, t0\n"
      "j mote_start");
}

}  // extern "C"
