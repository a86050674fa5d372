// The device code that emitted files include: the headers as they stand in Mote, copied beside the emitted code.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "emit/emitted_file.h"

namespace mote {

// The headers (paths below src/, for example "ops/conv2d/kernel_int8.h") and all that they include, as files under
// mote/, in the order of their paths. Includes between them become relative, so that no compiler option is needed.
std::vector<EmittedFile> device_code(const std::set<std::string>& headers);

}  // namespace mote
