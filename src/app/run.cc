// mote run: a model's outputs for given inputs, on an emulated device or on the host.
#include "app/command.h"
#include "base/error.h"
#include "project/run_model.h"

namespace mote {
namespace {

std::function<void()> declare(Arguments& arguments) {
  auto request = std::make_shared<RunRequest>();
  arguments.positional("MODEL", request->model, "a .tflite file, a graph in text form, or a built project");
  arguments.option("--target", request->target, "the core; host runs the same kernels without a firmware");
  arguments.list("--input", request->inputs,
                 "one .npy file for each model input in order, the first axis counts samples");
  arguments.list("--output", request->outputs, "one .npy file for each model output in order");
  arguments.flag("--reset-each", request->reset_each, "clear the model's state before every sample");
  arguments.option("--until", request->until, "of a project: features (the model's input) or model (its output)");
  arguments.choice("--favor", request->favor, {"speed", "ram", "flash"}, "what to save");
  return [request] { run_model(*request); };
}

}  // namespace

const Command& run_command() {
  static const Command command{"run", "Run a model on an emulated device or the host",
                               "mote run model.tflite --target cortex-m4 --input x.npy --output y.npy", declare};
  return command;
}

}  // namespace mote
