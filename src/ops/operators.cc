// The list of operators as a table, and the choice among an operator's variants.
#include <algorithm>

#include "ops/operator.h"

namespace mote {

#define OPERATOR(name) const OperatorDefinition& name##_definition();
#include "ops/operators.def"
#undef OPERATOR

std::span<const OperatorDefinition* const> operators() {
  static const OperatorDefinition* const table[] = {
#define OPERATOR(name) &name##_definition(),
#include "ops/operators.def"
#undef OPERATOR
  };
  return table;
}

const OperatorDefinition& operator_named(std::string_view name) {
  for (const OperatorDefinition* definition : operators())
    if (definition->name == name) return *definition;
  fail("there is no operator '{}'", name);
}

std::vector<const Variant*> serving_variants(const Call& call, std::span<const CoreFeature> features) {
  std::vector<const Variant*> serving;
  for (const Variant& variant : definition_of(call.attributes).variants) {
    const bool has_feature = variant.feature == CoreFeature::none ||
                             std::find(features.begin(), features.end(), variant.feature) != features.end();
    if (has_feature && variant.serves(call)) serving.push_back(&variant);
  }
  std::stable_sort(serving.begin(), serving.end(),
                   [&](const Variant* a, const Variant* b) { return a->cost(call).total() < b->cost(call).total(); });
  return serving;
}

}  // namespace mote
