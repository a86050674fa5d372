// The files, console and exit of the machine that emulates us, by semihosting (Arm IHI "Semihosting for AArch32 and
// AArch64"; the RISC-V specification reuses its operations). Nothing here uses stack of its own, so that it can't
// disturb the measurement of the stack.
#ifndef MOTE_DEVICE_RUNNER_SEMIHOSTING_H_
#define MOTE_DEVICE_RUNNER_SEMIHOSTING_H_

#include <stdint.h>

#define MOTE_INLINE __attribute__((always_inline)) inline

namespace mote_runner {

enum Operation : uint32_t {
  operation_open = 0x01,
  operation_write_text = 0x04,
  operation_write = 0x05,
  operation_read = 0x06,
  operation_exit = 0x20
};

MOTE_INLINE int32_t semihosting_call(uint32_t operation, const volatile void* parameter) {
#if defined(__riscv)
  register uint32_t a0 __asm__("a0") = operation;
  register const volatile void* a1 __asm__("a1") = parameter;
  __asm__ volatile(
      ".balign 16\n.option push\n.option norvc\n"
      "slli x0, x0, 0x1f\nebreak\nsrai x0, x0, 7\n"
      ".option pop"
      : "+r"(a0)
      : "r"(a1)
      : "memory");
  return static_cast<int32_t>(a0);
#else
  register uint32_t r0 __asm__("r0") = operation;
  register const volatile void* r1 __asm__("r1") = parameter;
  __asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
  return static_cast<int32_t>(r0);
#endif
}

MOTE_INLINE void print(const char* text) { semihosting_call(operation_write_text, text); }

[[noreturn]] MOTE_INLINE void exit_with(uint32_t code) {
  const volatile uint32_t block[] = {0x20026, code};  // ADP_Stopped_ApplicationExit
  semihosting_call(operation_exit, block);
  for (;;) {
  }
}

[[noreturn]] MOTE_INLINE void stop(const char* message) {
  print(message);
  exit_with(1);
}

enum OpenMode : uint32_t { open_for_reading = 1, open_for_writing = 5 };

MOTE_INLINE int32_t open_file(const char* name, uint32_t name_length, OpenMode mode) {
  const volatile uint32_t block[] = {static_cast<uint32_t>(reinterpret_cast<uintptr_t>(name)), mode, name_length};
  return semihosting_call(operation_open, block);
}

// Both return how many bytes were not transferred.
MOTE_INLINE int32_t read_file(int32_t file, void* to, uint32_t bytes) {
  const volatile uint32_t block[] = {static_cast<uint32_t>(file),
                                     static_cast<uint32_t>(reinterpret_cast<uintptr_t>(to)), bytes};
  return semihosting_call(operation_read, block);
}
MOTE_INLINE int32_t write_file(int32_t file, const void* from, uint32_t bytes) {
  const volatile uint32_t block[] = {static_cast<uint32_t>(file),
                                     static_cast<uint32_t>(reinterpret_cast<uintptr_t>(from)), bytes};
  return semihosting_call(operation_write, block);
}

}  // namespace mote_runner

#endif  // MOTE_DEVICE_RUNNER_SEMIHOSTING_H_
