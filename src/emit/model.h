// The model level of the emitted code: model.h, model.cpp, their weights and device code.
#pragma once

#include <vector>

#include "emit/banner.h"
#include "emit/emitted_file.h"

namespace mote {

struct EmittedModel {
  std::vector<EmittedFile> files;
  int64_t weight_bytes = 0;
};

EmittedModel emit_model(const Plan& plan, const Origin& origin);

}  // namespace mote
