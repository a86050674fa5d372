// A pipeline over a real recording on the emulated device: what it decides and when, and whether it keeps up.
#pragma once

#include "device/pipeline_program.h"
#include "device/profile.h"

namespace mote {

struct TimedDecision {
  double seconds = 0;  // of the stream, at the end of the piece that it came in
  int32_t label = 0;
  int32_t score_thousandths = 0;
};

struct StreamRun {
  std::vector<TimedDecision> decisions;
  double stream_seconds = 0;
  InstructionMix mix;            // of the signal and the model, over the whole stream
  double cycles_per_second = 0;  // of the stream, estimated
  int64_t stack_bytes = 0;
  // The share of the time that the core computes at this clock; over 1 it does not keep up.
  double real_time_factor(const Board& board) const { return cycles_per_second / board.clock_hz; }
};

// `firmware` is of the program for PipelineOutput::decisions. Samples interleave their channels; the last piece is
// filled up with zeros. Throws UsageError for a pipeline of pictures.
StreamRun run_stream(const PipelineCompilation& compilation, const Firmware& firmware, std::span<const int16_t> samples,
                     const RunOptions& options = {});

// Signal and layers of a pipeline for one recording or picture, as profile_on_device() of a model alone; the first
// layer is the signal block, of one whole input.
Profile profile_on_device(const PipelineCompilation& compilation, const ProfileOptions& options = {});

}  // namespace mote
