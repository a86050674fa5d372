// pipeline.h, pipeline.cpp and example_main.cpp as text.
#pragma once

#include "emit/pipeline.h"

namespace mote {

struct PipelineText {
  std::string header, source, example;
};

// The texts have no banner.
PipelineText pipeline_text(const PipelineCompilation& compilation, const SignalChain& chain, const Lowered& decision);

// The example alone, for pictures or a stream.
std::string pipeline_example(bool pictures, const std::string& space);

}  // namespace mote
