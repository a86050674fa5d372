// Profiling a MODEL: a public model, or the whole pipeline of a built project.
#pragma once

#include "device/profile.h"
#include "project/compile_model.h"

namespace mote {

// Of a project the first layer is the signal block, over one whole input. Throws UsageError where the target is the
// host.
Profile profile_model(const CompileRequest& request);

}  // namespace mote
