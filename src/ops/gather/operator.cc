// gather: what it accepts, its output shape, and its variants.
#include "ops/gather/attributes.h"
#include "ops/gather/kernel.h"
#include "ops/move.h"
#include "ops/variant_row.h"

namespace mote {
namespace gather {
namespace {

using device::GatherLayer;

std::vector<int64_t> indices_of(const Call& call) {
  if (call.input(1).type == ElementType::int64) return call.input(1).values<int64_t>();
  const std::vector<int32_t> indices = call.input(1).values<int32_t>();
  return {indices.begin(), indices.end()};
}

void check(const Call& call) {
  check_counts(call, 2);
  const Tensor &in = call.input(0), &indices = call.input(1);
  const int32_t axis = call.as<GatherAttributes>().axis;
  check_axis(call, in, axis);
  check_type(call, indices, "the tensor of indices", {ElementType::int32, ElementType::int64});
  if (!indices.constant()) call.refuse("the indices are computed, expected a constant");
  if (static_cast<int64_t>(indices.data.size()) != indices.bytes())
    call.refuse("the indices have {} bytes, expected {}", indices.data.size(), indices.bytes());
  for (int64_t index : indices_of(call))
    if (index < 0 || index >= in.shape[axis])
      call.refuse("index {} is outside dimension {} of {}, expected 0 to {}", index, axis, to_string(in.shape),
                  in.shape[axis] - 1);
  check_same_values(call, in, "the input", call.output(), "the output");
}

std::vector<Shape> infer_shapes(const Call& call) {
  const Shape &in = call.input(0).shape, &picked = call.input(1).shape;
  const int32_t axis = call.as<GatherAttributes>().axis;
  Shape shape(in.begin(), in.begin() + axis);
  shape.insert(shape.end(), picked.begin(), picked.end());
  shape.insert(shape.end(), in.begin() + axis + 1, in.end());
  return {shape};
}

Lowered lower_any(const Call& call) {
  const Shape& in = call.input(0).shape;
  const int32_t axis = call.as<GatherAttributes>().axis;
  const std::vector<int64_t> wide = indices_of(call);
  const std::vector<int32_t> indices(wide.begin(), wide.end());
  const GatherLayer layer{static_cast<int32_t>(element_count(Shape(in.begin(), in.begin() + axis))), in[axis],
                          static_cast<int32_t>(element_count(Shape(in.begin() + axis + 1, in.end()))),
                          static_cast<int32_t>(indices.size()), nullptr};
  return with_element(call.input(0).type, [&]<class Element>(Element) {
    return lowered(
        "GatherLayer", layer,
        [](auto& l, auto&& f) {
          f("outer", l.outer), f("size", l.size), f("inner", l.inner), f("picked", l.picked), f("indices", l.indices);
        },
        {Table::of<int32_t>("indices", indices)}, {0}, &device::gather<GatherLayer, Element>);
  });
}

InstructionCost cost_any(const Call& call) { return move_cost(call, 3); }

const Variant variants[] = {
#include "ops/gather/variants.def"
};

}  // namespace
}  // namespace gather

const OperatorDefinition& gather_definition() {
  static const OperatorDefinition definition{GatherAttributes::operator_name,
                                             [] { return Attributes(GatherAttributes{}); },
                                             gather::check,
                                             gather::infer_shapes,
                                             [](const Call&) -> int64_t { return 0; },
                                             gather::variants};
  return definition;
}

}  // namespace mote
