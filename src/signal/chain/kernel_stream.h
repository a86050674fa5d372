// Samples as they come, in pieces of any size, to the features of the last so many frames.
#ifndef MOTE_SIGNAL_CHAIN_KERNEL_STREAM_H_
#define MOTE_SIGNAL_CHAIN_KERNEL_STREAM_H_

#include <stdint.h>
#include <string.h>

namespace mote {
namespace device {

// A layer that describes a stream has these fields:
//   int32_t window_samples, hop_samples;   of a frame
//   int32_t frames, frame_features;        of an input of the model
//   int32_t stride_frames;                 from one input of the model to the next
struct StreamLayer {
  int32_t window_samples, hop_samples, frames, frame_features, stride_frames;
};

// All zero at the start.
struct StreamState {
  int32_t samples_held;     // at the start of the window
  int32_t samples_to_skip;  // before the next window begins, where hops are longer than windows
  int32_t next_frame;       // the row of the ring that the next frame goes to: the oldest one
  int32_t frames_counted;   // since the last input was complete, less what of it counts for the next
};

// Makes room for the next hop in a full window.
template <class Layer>
inline void stream_advance(const Layer& layer, StreamState& state, int16_t* window) {
  const int32_t kept = layer.window_samples - layer.hop_samples;
  state.samples_held = kept > 0 ? kept : 0;
  state.samples_to_skip = kept < 0 ? -kept : 0;
  if (kept > 0) memmove(window, window + layer.hop_samples, static_cast<size_t>(kept) * sizeof(int16_t));
}

// Takes samples to the window and, where it is full, calls compute_frame(window, row of the ring); once an input is
// complete, ready(). window: [window_samples]; ring: [frames, frame_features].
template <class Layer, class ComputeFrame, class Ready>
inline void stream_push(const Layer& layer, StreamState& state, int16_t* window, int8_t* ring, const int16_t* samples,
                        int32_t count, ComputeFrame compute_frame, Ready ready) {
  while (count > 0) {
    const bool skips = state.samples_to_skip > 0;
    const int32_t wanted = skips ? state.samples_to_skip : layer.window_samples - state.samples_held;
    const int32_t taken = wanted < count ? wanted : count;
    if (skips) {
      state.samples_to_skip -= taken;
    } else {
      memcpy(window + state.samples_held, samples, static_cast<size_t>(taken) * sizeof(int16_t));
      state.samples_held += taken;
    }
    samples += taken, count -= taken;
    if (skips || state.samples_held < layer.window_samples) continue;
    compute_frame(static_cast<const int16_t*>(window), ring + state.next_frame * layer.frame_features);
    state.next_frame = state.next_frame + 1 < layer.frames ? state.next_frame + 1 : 0;
    stream_advance(layer, state, window);
    if (++state.frames_counted == layer.frames) {
      state.frames_counted = layer.frames - layer.stride_frames;
      ready();
    }
  }
}

// The ring as the model's input, oldest frame first.
template <class Layer>
inline void stream_features(const Layer& layer, const StreamState& state, const int8_t* ring, int8_t* features) {
  const size_t newer = static_cast<size_t>(state.next_frame * layer.frame_features);
  const size_t all = static_cast<size_t>(layer.frames * layer.frame_features);
  memcpy(features, ring + newer, all - newer);
  memcpy(features + (all - newer), ring, newer);
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_SIGNAL_CHAIN_KERNEL_STREAM_H_
