// The list of signal blocks as a table, and the choice among a block's variants.
#include <algorithm>

#include "signal/block.h"

namespace mote {

#define SIGNAL_BLOCK(name) const BlockDefinition& name##_block();
#include "signal/blocks.def"
#undef SIGNAL_BLOCK

std::span<const BlockDefinition* const> signal_blocks() {
  static const BlockDefinition* const table[] = {
#define SIGNAL_BLOCK(name) &name##_block(),
#include "signal/blocks.def"
#undef SIGNAL_BLOCK
  };
  return table;
}

const BlockDefinition& signal_block_named(std::string_view name) {
  std::vector<std::string_view> names;
  for (const BlockDefinition* definition : signal_blocks()) {
    if (definition->name == name) return *definition;
    names.push_back(definition->name);
  }
  fail("there is no signal block '{}'; expected {}", name, fmt::join(names, ", "));
}

std::vector<const BlockVariant*> serving_block_variants(const BlockCall& call, std::span<const CoreFeature> features) {
  std::vector<const BlockVariant*> serving;
  for (const BlockVariant& variant : definition_of_block(call.parameters).variants) {
    const bool has_feature = variant.feature == CoreFeature::none ||
                             std::find(features.begin(), features.end(), variant.feature) != features.end();
    if (has_feature && variant.serves(call)) serving.push_back(&variant);
  }
  std::stable_sort(serving.begin(), serving.end(), [&](const BlockVariant* a, const BlockVariant* b) {
    return a->cost(call).total() < b->cost(call).total();
  });
  return serving;
}

}  // namespace mote
