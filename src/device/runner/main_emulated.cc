// The runner: for each sample of input.bin it fills the program's inputs, runs it, and appends its outputs to
// output.bin; behind them stands how deep the stack was in any of the runs.
//   input.bin   samples, reset_each (uint32 each), then for each sample its inputs in order
//   output.bin  for each sample its outputs in order, then magic, samples, stack_bytes (uint32 each)
#include "program.h"
#include "semihosting.h"

extern "C" uint32_t mote_stack_limit;  // the lowest address that the stack may use; the linker script sets it

namespace mote_runner {
namespace {

constexpr uint32_t paint = 0x57ac4ed5;
constexpr uint32_t most_painted_bytes = 65536;
constexpr uint32_t magic = 0x65746f6d;  // "mote"

MOTE_INLINE uint32_t stack_pointer() {
  uint32_t result;
#if defined(__riscv)
  __asm__ volatile("mv %0, sp" : "=r"(result));
#else
  __asm__ volatile("mov %0, sp" : "=r"(result));
#endif
  return result;
}

// The stack below us, in words, as deep as it is painted and searched.
struct Stack {
  volatile uint32_t* lowest;
  volatile uint32_t* top;
};

MOTE_INLINE Stack paint_stack() {
  const uint32_t limit = static_cast<uint32_t>(reinterpret_cast<uintptr_t>(&mote_stack_limit));
  const uint32_t top = stack_pointer();
  const uint32_t lowest = top - limit > most_painted_bytes ? top - most_painted_bytes : limit;
  const Stack stack = {reinterpret_cast<volatile uint32_t*>(lowest), reinterpret_cast<volatile uint32_t*>(top)};
  for (volatile uint32_t* word = stack.lowest; word < stack.top; ++word) *word = paint;
  return stack;
}

MOTE_INLINE uint32_t used_bytes(const Stack& stack) {
  volatile uint32_t* word = stack.lowest;
  while (word < stack.top && *word == paint) ++word;
  return static_cast<uint32_t>((stack.top - word) * 4);
}

}  // namespace
}  // namespace mote_runner

int main() {
  using namespace mote_runner;
  const int32_t in = open_file("input.bin", 9, open_for_reading);
  const int32_t out = open_file("output.bin", 10, open_for_writing);
  if (in < 0 || out < 0) stop("runner: input.bin or output.bin can't be opened\n");
  uint32_t header[2];
  if (read_file(in, header, sizeof header) != 0) stop("runner: input.bin is truncated\n");
  reset();
  const Stack stack = paint_stack();
  for (uint32_t sample = 0; sample < header[0]; ++sample) {
    for (uint32_t i = 0; i < input_count; ++i)
      if (read_file(in, inputs[i].data, inputs[i].bytes) != 0) stop("runner: input.bin is truncated\n");
    if (header[1] != 0) reset();
    step();
    for (uint32_t i = 0; i < output_count; ++i)
      if (write_file(out, outputs[i].data, outputs[i].bytes) != 0) stop("runner: output.bin can't be written\n");
  }
  const uint32_t trailer[3] = {magic, header[0], used_bytes(stack)};
  if (write_file(out, trailer, sizeof trailer) != 0) stop("runner: output.bin can't be written\n");
  exit_with(0);
}
