// Architectures: networks to train, as builders of float graphs with documented parameters. One file and one line in
// architectures.def each.
#pragma once

#include <span>
#include <string_view>

#include "base/attributes.h"
#include "graph/graph.h"

namespace mote {

struct NetworkShape {
  Shape input;  // height, width, channels; without the batch axis
  int32_t classes = 0;
};

struct Architecture {
  std::string_view name, description;
  Attributes (*parameters)();  // with every one at its default; set() them by name
  // Weights drawn from `seed`; the output is the softmax over the classes. Throws InputError naming a parameter that
  // makes no sense for this shape.
  Graph (*build)(const Attributes& parameters, const NetworkShape& shape, uint64_t seed);
};

std::span<const Architecture* const> architectures();
// Throws UsageError listing the names where none matches.
const Architecture& architecture_named(std::string_view name);

}  // namespace mote
