// What the runner runs: where a program's inputs and outputs stand in memory, and its functions. An adapter, generated
// for each program (device/adapter.cc), defines them.
#ifndef MOTE_DEVICE_RUNNER_PROGRAM_H_
#define MOTE_DEVICE_RUNNER_PROGRAM_H_

#include <stdint.h>

namespace mote_runner {

struct Port {
  void* data;
  uint32_t bytes;
};

extern const Port inputs[];
extern const uint32_t input_count;
extern const Port outputs[];
extern const uint32_t output_count;

void reset();  // clears the program's state; empty for a program without
void step();   // one sample: reads the inputs, writes the outputs

}  // namespace mote_runner

#endif  // MOTE_DEVICE_RUNNER_PROGRAM_H_
