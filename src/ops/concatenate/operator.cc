// concatenate: what it accepts, its output shape, and its variants.
#include <numeric>
#include <span>
#include <utility>

#include "ops/concatenate/attributes.h"
#include "ops/concatenate/kernel.h"
#include "ops/move.h"
#include "ops/variant_row.h"

namespace mote {
namespace concatenate {
namespace {

using device::ConcatenateLayer;

constexpr size_t most_inputs = 16;

void check_input(const Call& call, size_t i, size_t axis) {
  const Shape &shape = call.input(i).shape, &first = call.input(0).shape;
  bool fits = shape.size() == first.size();
  for (size_t d = 0; fits && d < shape.size(); ++d) fits = d == axis || shape[d] == first[d];
  if (!fits)
    call.refuse("input {} has shape {}, expected {} but for dimension {}", i, to_string(shape), to_string(first), axis);
  check_same_values(call, call.input(i), fmt::format("input {}", i), call.output(), "the output");
}

void check(const Call& call) {
  if (call.inputs.empty() || call.inputs.size() > most_inputs)
    call.refuse("has {} inputs, expected 1 to {}", call.inputs.size(), most_inputs);
  check_counts(call, call.inputs.size());
  const int32_t axis = call.as<ConcatenateAttributes>().axis;
  check_axis(call, call.input(0), axis);
  int64_t size = 0;
  for (size_t i = 0; i < call.inputs.size(); ++i) {
    check_input(call, i, static_cast<size_t>(axis));
    size += call.input(i).shape[axis];
  }
  if (size > INT32_MAX) call.refuse("dimension {} comes to {} elements, expected less than 2^31", axis, size);
}

std::vector<Shape> infer_shapes(const Call& call) {
  const int32_t axis = call.as<ConcatenateAttributes>().axis;
  Shape shape = call.input(0).shape;
  for (size_t i = 1; i < call.inputs.size(); ++i) shape[axis] += call.input(i).shape[axis];
  return {shape};
}

// Runs the kernel on any number of inputs without an instance of it for each number.
template <class Element>
Lowered lower_element(ConcatenateLayer layer, std::vector<int32_t> sizes) {
  Lowered result = lowered(
      "ConcatenateLayer", layer,
      [](auto& l, auto&& f) {
        f("inputs", l.inputs), f("outer", l.outer), f("output_size", l.output_size), f("sizes", l.sizes);
      },
      {Table::of<int32_t>("sizes", sizes)}, {}, &device::concatenate<ConcatenateLayer, Element, Element*>);
  result.arguments.resize(sizes.size());
  std::iota(result.arguments.begin(), result.arguments.end(), 0);
  result.run = [layer, sizes = std::move(sizes)](std::span<void* const> pointers) mutable {
    ensure(pointers.size() == sizes.size() + 1, "concatenate of {} inputs was given {} pointers", sizes.size(),
           pointers.size());
    layer.sizes = sizes.data();
    std::vector<const Element*> inputs;
    for (void* pointer : pointers.first(sizes.size())) inputs.push_back(static_cast<const Element*>(pointer));
    device::concatenate_all(layer, inputs.data(), static_cast<Element*>(pointers.back()));
  };
  return result;
}

Lowered lower_any(const Call& call) {
  const int32_t axis = call.as<ConcatenateAttributes>().axis;
  const Shape& out = call.output().shape;
  const auto outer = static_cast<int32_t>(element_count(Shape(out.begin(), out.begin() + axis)));
  std::vector<int32_t> sizes;
  for (const Tensor* input : call.inputs) sizes.push_back(static_cast<int32_t>(input->elements() / outer));
  const ConcatenateLayer layer{static_cast<int32_t>(sizes.size()), outer,
                               static_cast<int32_t>(call.output().elements() / outer), nullptr};
  return with_element(call.output().type, [&]<class Element>(Element) { return lower_element<Element>(layer, sizes); });
}

InstructionCost cost_any(const Call& call) { return move_cost(call, 3); }

const Variant variants[] = {
#include "ops/concatenate/variants.def"
};

}  // namespace
}  // namespace concatenate

const OperatorDefinition& concatenate_definition() {
  static const OperatorDefinition definition{ConcatenateAttributes::operator_name,
                                             [] { return Attributes(ConcatenateAttributes{}); },
                                             concatenate::check,
                                             concatenate::infer_shapes,
                                             [](const Call&) -> int64_t { return 0; },
                                             concatenate::variants};
  return definition;
}

}  // namespace mote
