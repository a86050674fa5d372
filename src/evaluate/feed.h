// Samples from a file made into a model's input: batch axis, element type, sliding windows.
#pragma once

#include "base/npy.h"
#include "base/tensor.h"

namespace mote {

struct FeedOptions {
  int32_t window = 0;      // frames (the axis after the samples) that one inference sees; 0: the whole sample
  int32_t stride = 1;      // frames from one window to the next
  double input_scale = 1;  // a float model's input is the file's number times this
};

struct Feed {
  Array inputs;  // [samples * windows, the input's shape without its batch axis], the input's type
  int64_t samples = 0, windows = 1;
};

// Takes the first axis as samples (a missing batch axis of 1 after it is accepted). Types: the input's own; uint8 for
// an int8 input (less 128); integers for a float input (times input_scale). Throws InputError for anything else.
Feed feed(const Tensor& input, const Array& samples, const FeedOptions& options = {});

// The real numbers that a tensor's bytes stand for.
std::vector<float> real_values(const Tensor& tensor, const Array& values);

}  // namespace mote
