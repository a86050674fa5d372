// For tests: where the shared models and recordings stand, if they do.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <optional>

namespace mote {

// The environment's MOTE_SHARED_DATA, else ../shared/data beside the source tree, else nothing.
inline std::optional<std::filesystem::path> shared_data() {
  const char* given = std::getenv("MOTE_SHARED_DATA");
  const std::filesystem::path path =
      given ? std::filesystem::path(given) : std::filesystem::path(MOTE_SOURCE_DIR) / "../shared/data";
  if (!std::filesystem::exists(path / "README.md")) return std::nullopt;
  return path.lexically_normal();
}

}  // namespace mote
