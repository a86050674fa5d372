// Keyed stages.
#include "project/stage.h"

#include <set>
#include <vector>

#include "base/file.h"
#include "base/hash.h"

namespace mote {
namespace fs = std::filesystem;
namespace {

constexpr const char* key_file = "key";

std::string hash_of_folder(const fs::path& folder) {
  std::set<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) files.insert(entry.path());
  std::string text;
  for (const fs::path& file : files)
    text += fs::relative(file, folder).string() + "=" + hash_of(read_bytes(file)) + "\n";
  return hash_of(text);
}

bool up_to_date(const fs::path& folder, const std::string& key) {
  return fs::exists(folder / key_file) && read_text(folder / key_file) == key;
}

}  // namespace

void remove_leftovers(const fs::path& build) {
  if (!fs::is_directory(build)) return;
  std::vector<fs::path> leftovers;
  for (const auto& entry : fs::directory_iterator(build)) {
    const std::string name = entry.path().filename();
    if (name.front() == '.' && name.find(".part") != std::string::npos) leftovers.push_back(entry.path());
  }
  for (const fs::path& leftover : leftovers) fs::remove_all(leftover);
}

StageResult run_stage(const fs::path& build, const std::string& name, const std::string& key,
                      const std::function<void(const fs::path&)>& fill) {
  const fs::path folder = build / name;
  const std::string full_key = hash_of(std::string(MOTE_VERSION) + "/" + name + "/" + key);
  const bool make = !up_to_date(folder, full_key);
  if (make)
    write_folder(folder, [&](const fs::path& part) {
      fill(part);
      write_file(part / key_file, full_key);
    });
  return {folder, hash_of_folder(folder), make};
}

}  // namespace mote
