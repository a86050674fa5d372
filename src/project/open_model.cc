// Opening a MODEL by what it is.
#include "project/open_model.h"

#include "base/error.h"
#include "base/file.h"
#include "graph/text.h"
#include "import/tflite/tflite.h"

namespace mote {

bool is_project(const std::filesystem::path& path) { return std::filesystem::is_regular_file(path / "mote.toml"); }

std::filesystem::path build_folder(const std::filesystem::path& project) { return project / "build"; }

Graph open_model(const std::filesystem::path& path) {
  if (is_project(path)) {
    const auto built = build_folder(path) / "quantize/model.mote";
    if (!std::filesystem::exists(built))
      fail("{}: is not built yet; run 'mote build {}'", path.string(), path.string());
    return parse_graph(read_text(built));
  }
  if (std::filesystem::is_directory(path))
    fail("{}: is a folder without mote.toml, expected a model file or a project", path.string());
  const std::string ending = path.extension();
  if (ending == ".tflite") return import_tflite_file(path);
  if (ending == ".mote" || ending == ".txt") return parse_graph(read_text(path));
  if (!std::filesystem::exists(path)) fail("{}: there is no such file", path.string());
  fail("{}: Mote reads .tflite, its own graphs (.mote), and project folders", path.string());
}

}  // namespace mote
