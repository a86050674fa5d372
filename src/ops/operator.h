// What Mote knows of an operator: attributes, checks and shape rule, cost, and its kernel variants.
// Each operator has a folder ops/NAME/ that ends in one OperatorDefinition, and a line in operators.def.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/attributes.h"
#include "base/core_feature.h"
#include "base/lowered.h"
#include "base/tensor.h"

namespace mote {

// One use of an operator: its attributes and tensors. An optional input that is absent is a null pointer.
struct Call {
  std::string_view name;  // for messages: where it came from
  const Attributes& attributes;
  std::vector<const Tensor*> inputs;
  std::vector<const Tensor*> outputs;

  template <class T>
  const T& as() const {
    return attributes.get<T>();
  }
  const Tensor& input(size_t i) const { return *inputs[i]; }
  const Tensor& output(size_t i = 0) const { return *outputs[i]; }
  bool has_input(size_t i) const { return i < inputs.size() && inputs[i] != nullptr; }
  // Throws InputError: "conv2d 'stem': " and the text.
  template <class... Arguments>
  [[noreturn]] void refuse(fmt::format_string<Arguments...> text, Arguments&&... arguments) const {
    fail("{} '{}': {}", attributes.operator_name(), name, fmt::format(text, std::forward<Arguments>(arguments)...));
  }
};

// That a kernel's output may share memory with one of its inputs.
struct Overlap {
  int64_t distance = 0;  // the output begins so many bytes before the input, or more
  int64_t stride = 0;    // where not 0: it begins any multiple of this before or after the input
};

// Nothing: the output must not touch that input (which is a computed one).
using OverlapRule = std::optional<Overlap> (*)(const Call&, int input);

// One row of an operator's variants.def: a device kernel and when it serves.
struct Variant {
  std::string_view name;          // "int8", "int8_dsp"
  CoreFeature feature;            // CoreFeature::none: every core
  std::string_view header;        // "ops/conv2d/kernel_int8.h", below src/
  std::string_view function;      // "conv2d_int8", a template in mote::device
  bool (*serves)(const Call&);    // types, attributes and shapes that this kernel takes
  Lowered (*lower)(const Call&);  // layer description, tables, scratch, and how the host runs it
  InstructionCost (*cost)(const Call&);
  OverlapRule overlap = nullptr;  // null: the output must not touch any input

  // What an output that is the only one may share with a computed input.
  std::optional<Overlap> overlap_with(const Call& call, int input) const {
    const bool computed = overlap && call.has_input(input) && !call.input(input).constant() && call.outputs.size() == 1;
    return computed ? overlap(call, input) : std::nullopt;
  }
};

struct OperatorDefinition {
  std::string_view name;
  Attributes (*attributes)();                       // with every field at its default
  void (*check)(const Call&);                       // numbers, types and attributes; throws InputError
  std::vector<Shape> (*infer_shapes)(const Call&);  // from the inputs alone, after check's view of them
  int64_t (*macs)(const Call&);                     // multiply-accumulates, 0 for what has none
  std::span<const Variant> variants;
};

// Every operator, in the order of operators.def.
std::span<const OperatorDefinition* const> operators();
// Throws InputError where no operator has that name.
const OperatorDefinition& operator_named(std::string_view name);
inline const OperatorDefinition& definition_of(const Attributes& a) { return operator_named(a.operator_name()); }

// The variants of the call's operator that serve it on a core with these features, fastest (by total cost) first.
std::vector<const Variant*> serving_variants(const Call& call, std::span<const CoreFeature> features);

}  // namespace mote
