// Copying an example.
#include "project/new_project.h"

#include <algorithm>
#include <regex>

#include "base/error.h"
#include "base/file.h"
#include "project/open_model.h"

namespace mote {
namespace fs = std::filesystem;

std::vector<std::string> example_names() {
  const fs::path root = resource("examples");
  std::vector<std::string> names;
  for (const auto& field : fs::directory_iterator(root)) {
    if (!field.is_directory()) continue;
    for (const auto& example : fs::directory_iterator(field.path()))
      if (is_project(example.path())) names.push_back(fs::relative(example.path(), root));
  }
  std::sort(names.begin(), names.end());
  return names;
}

void new_project(const fs::path& folder, const std::string& example) {
  const std::vector<std::string> names = example_names();
  if (std::find(names.begin(), names.end(), example) == names.end())
    fail<UsageError>("there is no example '{}', expected one of {}", example, fmt::join(names, ", "));
  if (fs::exists(folder)) fail<UsageError>("{}: exists already", folder.string());
  const fs::path source = resource("examples/" + example);
  write_folder(folder, [&](const fs::path& part) {
    for (const auto& entry : fs::directory_iterator(source))
      if (entry.is_regular_file()) fs::copy_file(entry.path(), part / entry.path().filename());
    static const std::regex name_line("name = \"[^\"]*\"");
    const std::string text = std::regex_replace(read_text(part / "mote.toml"), name_line,
                                                fmt::format("name = \"{}\"", folder.filename().string()),
                                                std::regex_constants::format_first_only);
    write_file(part / "mote.toml", text);
  });
}

}  // namespace mote
