// From reset to main() on any Cortex-M: vector table, FPU and Helium on, .data copied, .bss cleared, faults reported.
#include <stdint.h>
#include <string.h>

extern "C" {

extern uint32_t mote_stack_top, mote_data_source, mote_data_start, mote_data_end, mote_bss_start, mote_bss_end;
int main();
[[noreturn]] void mote_fault(const uint32_t* frame);  // weak here; runner/fault_emulated.cc reports it

__attribute__((weak)) void mote_fault(const uint32_t*) {
  for (;;) {
  }
}

[[noreturn]] void mote_reset() {
#if defined(__ARM_FP)
  *reinterpret_cast<volatile uint32_t*>(0xe000ed88) |= 0xf << 20;  // CPACR: coprocessors 10 and 11, FPU and Helium
  __asm__ volatile("dsb\nisb" ::: "memory");
#endif
#if defined(__ARM_ARCH_6M__)
  // CCR.UNALIGN_TRP: always so on an Armv6-M core; set where an Armv7-M core stands in for one.
  *reinterpret_cast<volatile uint32_t*>(0xe000ed14) |= 1 << 3;
#endif
  memcpy(&mote_data_start, &mote_data_source,
         reinterpret_cast<uintptr_t>(&mote_data_end) - reinterpret_cast<uintptr_t>(&mote_data_start));
  memset(&mote_bss_start, 0, reinterpret_cast<uintptr_t>(&mote_bss_end) - reinterpret_cast<uintptr_t>(&mote_bss_start));
  main();
  for (;;) {
  }
}

// Hands over the registers that the core pushed: r0-r3, r12, lr, pc, xpsr.
__attribute__((naked)) void mote_fault_entry() { __asm__ volatile("mrs r0, msp\nldr r1, =mote_fault\nbx r1\n.ltorg"); }

// Interrupts of devices stay off, so that the table ends with the core's own.
__attribute__((section(".vectors"), used)) const void* const mote_vectors[16] = {
    &mote_stack_top,
    reinterpret_cast<const void*>(&mote_reset),
    reinterpret_cast<const void*>(&mote_fault_entry),  // NMI
    reinterpret_cast<const void*>(&mote_fault_entry),  // hard fault
    reinterpret_cast<const void*>(&mote_fault_entry),  // memory management
    reinterpret_cast<const void*>(&mote_fault_entry),  // bus fault
    reinterpret_cast<const void*>(&mote_fault_entry),  // usage fault
    reinterpret_cast<const void*>(&mote_fault_entry),  // secure fault
};

}  // extern "C"
