// A signal chain's computation of one frame as C++: signal.h, signal.cpp and the tables that it reads.
#pragma once

#include <string>
#include <vector>

#include "emit/emitted_file.h"
#include "plan/plan.h"
#include "signal/chain/chain.h"

namespace mote {

struct EmittedSignal {
  std::vector<EmittedFile> files;  // signal.h, signal.cpp; signal_tables.h, signal_tables.cpp if it has any
  int64_t table_bytes = 0;
};

// The emitted interface, in namespace `space`:
//   constexpr int32_t window_samples, hop_samples, frame_count, frame_features, feature_count, recording_samples,
//   signal_scratch_bytes;
//   void compute_frame(const int16_t* samples, int8_t* features[, void* scratch]);   const uint8_t* of pictures
// MOTE_PROFILE_SIGNAL(0) stands before a frame's computation and MOTE_PROFILE_SIGNAL(1) behind it; it is empty unless
// defined on the command line.
EmittedSignal emit_signal(const SignalChain& chain, Favor favor, const std::string& banner, const std::string& space);

// Includes of device code that signal.cpp makes.
std::string signal_header(const SignalChain& chain);

// "const int16_t*" or "const uint8_t*": what the sensor's samples are to emitted functions.
std::string sample_pointer(const SensorFormat& sensor);

// "ns", "pipeline" to "NS_PIPELINE_H_".
std::string include_guard(const std::string& space, const std::string& stem);

}  // namespace mote
