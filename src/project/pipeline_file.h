// pipeline.json of a built project: all that its int8 graph needs to become a pipeline again, without the recordings.
#pragma once

#include <filesystem>
#include <string>

#include "emit/pipeline.h"

namespace mote {

std::string print_pipeline(const PipelineDescription& description);

// Throws InputError where the text is not one that print_pipeline() wrote.
PipelineDescription parse_pipeline(const std::string& text, const std::string& file);

// Of a built project. Throws InputError where it was not built.
PipelineDescription open_pipeline(const std::filesystem::path& project);

}  // namespace mote
