// Opens the libtorch module and lends it the program's interrupt flag and progress bar.
#include <dlfcn.h>

#include <cstdlib>
#include <optional>
#include <string_view>

#include "base/process.h"
#include "base/progress.h"
#include "train/trainer.h"

namespace mote {
namespace {

constexpr const char* module_file = "mote_torch.so";

std::optional<std::filesystem::path> find_module() {
  const std::filesystem::path folder = std::filesystem::read_symlink("/proc/self/exe").parent_path();
  for (const auto& candidate : {folder / module_file, folder / "../lib/mote" / module_file})
    if (std::filesystem::exists(candidate)) return candidate;
  return std::nullopt;
}

// Draws a bar for each training that the module does.
TrainerHost make_host() {
  auto bar = std::make_shared<std::unique_ptr<Progress>>();
  auto drawn = std::make_shared<int64_t>(0);
  return {&interrupt_requested, [bar, drawn](int64_t done, int64_t total, const std::string& note) {
            if (!*bar || done < *drawn) {  // an earlier training may have ended in an exception
              *bar = std::make_unique<Progress>("training", total);
              *drawn = 0;
            }
            (*bar)->advance(done - *drawn, note);
            *drawn = done;
            if (done != total) return;
            (*bar)->finish();
            bar->reset();
          }};
}

}  // namespace

bool trainer_installed() { return find_module().has_value(); }

std::unique_ptr<Trainer> load_trainer() {
  const auto path = find_module();
  if (!path) fail("training: {} is not beside the mote command; install libtorch-dev and build again", module_file);
  // Threads that wait for work must not spin, and the linear algebra library must not start threads of its own: both
  // are read when the libraries are loaded.
  setenv("OMP_WAIT_POLICY", "passive", 0);
  setenv("OPENBLAS_NUM_THREADS", "1", 0);
  void* library = dlopen(path->c_str(), RTLD_NOW | RTLD_LOCAL);
  if (!library) fail("training: {} does not load: {}; install libtorch1.13", path->string(), dlerror());
  using Make = Trainer*(const TrainerHost&);
  const auto* version = static_cast<const char*>(dlsym(library, "mote_trainer_version"));
  auto* make = reinterpret_cast<Make*>(dlsym(library, "mote_make_trainer"));
  if (!version || !make || std::string_view(version) != MOTE_VERSION)
    fail("training: {} is of version {}, mote of {}; build it again", path->string(), version ? version : "?",
         MOTE_VERSION);
  return std::unique_ptr<Trainer>(make(make_host()));
}

}  // namespace mote
