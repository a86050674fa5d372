// The runner as a program of this machine: the same files as main_emulated.cc, with the host's own input and output.
// The stack is not measured.
#include <stdint.h>
#include <stdio.h>

#include "program.h"

int main() {
  using namespace mote_runner;
  FILE* in = fopen("input.bin", "rb");
  FILE* out = fopen("output.bin", "wb");
  uint32_t header[2];
  if (!in || !out || fread(header, sizeof header, 1, in) != 1) return fputs("runner: no input.bin\n", stderr), 1;
  reset();
  for (uint32_t sample = 0; sample < header[0]; ++sample) {
    for (uint32_t i = 0; i < input_count; ++i)
      if (fread(inputs[i].data, 1, inputs[i].bytes, in) != inputs[i].bytes)
        return fputs("runner: input.bin is truncated\n", stderr), 1;
    if (header[1] != 0) reset();
    step();
    for (uint32_t i = 0; i < output_count; ++i) fwrite(outputs[i].data, 1, outputs[i].bytes, out);
  }
  const uint32_t trailer[3] = {0x65746f6d, header[0], 0};
  fwrite(trailer, sizeof trailer, 1, out);
  if (fclose(out) != 0) return fputs("runner: output.bin can't be written\n", stderr), 1;
  return 0;
}
