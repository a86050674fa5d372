// A pipeline as a program of the runner: recordings in, features, scores or decisions out.
#pragma once

#include "device/program.h"
#include "emit/pipeline.h"

namespace mote {

enum class PipelineOutput {
  features,  // in: one recording (or picture) a sample; out: the model's input
  scores,    // the same; out: the model's output
  decisions  // in: the stream in pieces, each as long as from one inference to the next (a picture where the sensor
             // gives pictures), the state kept between them; out: three int32: how many decisions (0 or 1), label,
             // score * 1000
};

Program program_of(const PipelineCompilation& compilation, PipelineOutput output);

// Numbers in one piece of the stream, all channels.
int64_t piece_samples(const PipelineCompilation& compilation);

}  // namespace mote
