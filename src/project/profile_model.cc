// Profiling a MODEL.
#include "project/profile_model.h"

#include "base/error.h"
#include "device/stream.h"
#include "project/open_model.h"
#include "project/pipeline_file.h"

namespace mote {

Profile profile_model(const CompileRequest& request) {
  if (request.target.empty() && request.board.empty())
    fail<UsageError>("--target or --board is missing: the device to measure");
  if (!is_project(request.model)) return profile_on_device(compile_model(request), {.compiler = compiler_named(request.compiler)});
  CompileOptions options;
  options.name = request.model.stem();
  options.target = std::string(core_of(request.target, request.board).name);
  options.favor = favor_named(request.favor);
  return profile_on_device(compile_pipeline(open_model(request.model), open_pipeline(request.model), options));
}

}  // namespace mote
