// Emitted files to disk.
#include "emit/emitted_file.h"

#include "base/error.h"
#include "base/file.h"

namespace mote {

void write_files(const std::filesystem::path& folder, const std::vector<EmittedFile>& files) {
  for (const EmittedFile& file : files) {
    const std::filesystem::path path = folder / file.path;
    std::error_code error;
    std::filesystem::create_directories(path.parent_path(), error);
    if (error) fail("{}: can't be made: {}", path.parent_path().string(), error.message());
    write_file(path, file.content);
  }
}

}  // namespace mote
