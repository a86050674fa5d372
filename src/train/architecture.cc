// The list of architectures.
#include "train/architecture.h"

#include <fmt/ranges.h>

#include <vector>

namespace mote {

#define ARCHITECTURE(name) const Architecture& name##_architecture();
#include "train/architectures.def"
#undef ARCHITECTURE

std::span<const Architecture* const> architectures() {
#define ARCHITECTURE(name) &name##_architecture(),
  static const Architecture* const all[] = {
#include "train/architectures.def"
  };
#undef ARCHITECTURE
  return all;
}

const Architecture& architecture_named(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Architecture* architecture : architectures()) {
    if (architecture->name == name) return *architecture;
    names.push_back(architecture->name);
  }
  fail<UsageError>("there is no architecture '{}'; there are {}", name, fmt::join(names, ", "));
}

}  // namespace mote
