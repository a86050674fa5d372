// Whole-file reading and atomic writing.
#include "base/file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>

#include "base/error.h"

namespace mote {
namespace fs = std::filesystem;
namespace {

std::string reason() { return std::strerror(errno); }

// A name beside `path` that no other process uses.
fs::path name_beside(const fs::path& path) {
  return path.parent_path() / fmt::format(".{}.{}.part", path.filename().string(), getpid());
}

void write_all(int descriptor, std::span<const uint8_t> bytes, const fs::path& path) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("{}: can't be written: {}", path.string(), reason());
    bytes = bytes.subspan(static_cast<size_t>(written));
  }
}

void create_parent(const fs::path& path) {
  std::error_code error;
  if (path.has_parent_path()) fs::create_directories(path.parent_path(), error);
  if (error) fail("{}: the folder can't be made: {}", path.parent_path().string(), error.message());
}

void rename_over(const fs::path& from, const fs::path& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) fail("{}: can't be put in place: {}", to.string(), reason());
}

}  // namespace

std::vector<uint8_t> read_bytes(const fs::path& path) {
  if (fs::is_directory(path)) fail("{}: is a folder, expected a file", path.string());
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file) fail("{}: can't be read: {}", path.string(), reason());
  std::vector<uint8_t> bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (file.bad()) fail("{}: can't be read: {}", path.string(), reason());
  return bytes;
}

std::string read_text(const fs::path& path) {
  const std::vector<uint8_t> bytes = read_bytes(path);
  return {bytes.begin(), bytes.end()};
}

void write_file(const fs::path& path, std::span<const uint8_t> bytes) {
  create_parent(path);
  const fs::path part = name_beside(path);
  const int descriptor = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor < 0) fail("{}: can't be written: {}", path.string(), reason());
  try {
    write_all(descriptor, bytes, path);
    if (::fsync(descriptor) != 0 && errno != EINVAL) fail("{}: can't be written: {}", path.string(), reason());
  } catch (...) {
    ::close(descriptor);
    ::unlink(part.c_str());
    throw;
  }
  ::close(descriptor);
  rename_over(part, path);
}

void write_file(const fs::path& path, std::string_view text) {
  write_file(path, std::span(reinterpret_cast<const uint8_t*>(text.data()), text.size()));
}

void write_folder(const fs::path& path, const std::function<void(const fs::path&)>& fill) {
  create_parent(path);
  const fs::path part = name_beside(path), old = part.string() + ".old";
  fs::remove_all(part);
  fs::create_directories(part);
  try {
    fill(part);
    fs::remove_all(old);
    if (fs::exists(path)) rename_over(path, old);
    rename_over(part, path);
  } catch (...) {
    std::error_code ignored;
    fs::remove_all(part, ignored);
    throw;
  }
  fs::remove_all(old);
}

TemporaryFolder::TemporaryFolder() {
  std::string pattern = (fs::temp_directory_path() / "mote-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) fail("{}: a temporary folder can't be made: {}", pattern, reason());
  path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

fs::path resource(std::string_view path) {
  std::error_code ignored;
  const fs::path executable = fs::read_symlink("/proc/self/exe", ignored);
  const fs::path candidates[] = {executable.parent_path().parent_path() / "share/mote" / path,
                                 fs::path(MOTE_SOURCE_DIR) / path};
  for (const fs::path& candidate : candidates)
    if (fs::exists(candidate)) return candidate;
  fail("{}: this file of Mote is missing from {} and {}", path, candidates[0].string(), candidates[1].string());
}

}  // namespace mote
