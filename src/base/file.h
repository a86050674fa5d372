// Files read whole and written so that a reader never sees half of one: beside, synced, then renamed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mote {

// Throw InputError with the path and the system's reason.
std::vector<uint8_t> read_bytes(const std::filesystem::path& path);
std::string read_text(const std::filesystem::path& path);
void write_file(const std::filesystem::path& path, std::span<const uint8_t> bytes);
void write_file(const std::filesystem::path& path, std::string_view text);

// Fills a folder as a whole: `fill` gets a fresh folder beside `path`, which takes its place when `fill` returns.
void write_folder(const std::filesystem::path& path, const std::function<void(const std::filesystem::path&)>& fill);

// A folder of its own under the system's temporary folder, removed with everything in it at the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// A file that ships with Mote (a kernel, the runner, a board, an example), by its path in the repository, for example
// "src/ops/conv2d/kernel_int8.h": beside the installed command, or in the source tree that this binary was built from.
std::filesystem::path resource(std::string_view path);

}  // namespace mote
