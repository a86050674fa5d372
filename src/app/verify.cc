// mote verify: the proof that compiling a model changes no output bit.
#include <fmt/format.h>

#include "app/command.h"
#include "base/error.h"
#include "base/progress.h"
#include "base/text_table.h"
#include "project/verify_model.h"

namespace mote {
namespace {

void print_text(const Verification& v) {
  fmt::print("{} by the kernels for {}, on the host\n", v.name, v.target);
  fmt::print("  model      {} MACs and {} parameters, {} and {} as it is compiled\n", grouped(v.macs_before),
             grouped(v.parameters_before), grouped(v.macs_after), grouped(v.parameters_after));
  fmt::print("  inputs     {} like real ones ({}), {} extreme ones\n", grouped(v.like_real), v.real_inputs,
             grouped(v.extreme));
  fmt::print("  outputs    differ on {} of them\n", grouped(v.differing));
  fmt::print("  intervals  of {} channels, {} hold one integer; left on {} inputs\n", grouped(v.channels),
             grouped(v.constant_channels), grouped(v.outside));
  fmt::print("  ends       {} tried with {} inputs built to reach them, {} missed\n", grouped(v.ends.ends),
             grouped(v.ends.inputs), grouped(v.ends.missed));
}

void run(const VerifyRequest& request, bool json) {
  Progress progress("verify", request.samples);
  const Verification verification = verify_model(request, [&] { progress.advance(); });
  progress.finish();
  if (json)
    fmt::print("{}\n", to_json(verification).dump(2));
  else
    print_text(verification);
  if (!verification.holds()) throw InternalError(verification.first_fault());
}

std::function<void()> declare(Arguments& arguments) {
  auto request = std::make_shared<VerifyRequest>();
  auto model = std::make_shared<std::string>();
  auto json = std::make_shared<bool>(false);
  arguments.positional("MODEL", *model, "a .tflite file, a graph in text form, or a built project");
  arguments.option("--samples", request->samples, "inputs, half like real ones, half extreme");
  arguments.option("--data", request->data, "real inputs as .npy, the first axis counts them");
  arguments.option("--window", request->feed.window, "frames that one inference sees (slides over the second axis)");
  arguments.option("--stride", request->feed.stride, "frames from one window to the next");
  arguments.option("--target", request->target, "the core whose kernels run, on the host");
  arguments.choice("--favor", request->favor, {"speed", "ram", "flash"}, "what to save");
  arguments.flag("--json", *json, "print the figures as JSON");
  return [=] {
    request->model = *model;
    run(*request, *json);
  };
}

}  // namespace

const Command& verify_command() {
  static const Command command{"verify", "Prove on many inputs that compiling a model changes no output bit",
                               "mote verify model.tflite --samples 5000 --data inputs.npy --target cortex-m4", declare};
  return command;
}

}  // namespace mote
