// What operators that only move values share on the host: their kernels are templates over the element.
#pragma once

#include "ops/checks.h"
#include "ops/operator.h"

namespace mote {

// Calls use(Element{}) with the type that kernels move elements of `type` as.
template <class Use>
Lowered with_element(ElementType type, Use&& use) {
  switch (type) {
    case ElementType::float32:
      return use(float{});
    case ElementType::int8:
      return use(int8_t{});
    case ElementType::uint8:
    case ElementType::boolean:
      return use(uint8_t{});
    case ElementType::int16:
      return use(int16_t{});
    case ElementType::int32:
      return use(int32_t{});
    case ElementType::int64:
      return use(int64_t{});
  }
  fail<InternalError>("an element type without a name");
}

inline bool serves_any(const Call&) { return true; }

// A load and a store for each element of the output, and `overhead` for its address.
inline InstructionCost move_cost(const Call& call, double overhead) {
  double n = 0;
  for (const Tensor* output : call.outputs) n += static_cast<double>(output->elements());
  return {n * overhead, 0, n, n, n};
}

}  // namespace mote
