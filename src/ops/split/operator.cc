// split: what it accepts, its output shape, and its variants.
#include <span>
#include <utility>

#include "ops/move.h"
#include "ops/split/attributes.h"
#include "ops/split/kernel.h"
#include "ops/variant_row.h"

namespace mote {
namespace split {
namespace {

using device::SplitLayer;

constexpr size_t most_outputs = 16;

void check(const Call& call) {
  const auto& a = call.as<SplitAttributes>();
  if (a.sizes.empty() || a.sizes.size() > most_outputs)
    call.refuse("is into {} parts, expected 1 to {}", a.sizes.size(), most_outputs);
  check_counts(call, 1, a.sizes.size());
  const Tensor& in = call.input(0);
  check_axis(call, in, a.axis);
  int64_t sum = 0;
  for (size_t i = 0; i < a.sizes.size(); ++i) {
    if (a.sizes[i] < 1) call.refuse("part {} has the size {}, expected at least 1", i, a.sizes[i]);
    sum += a.sizes[i];
    check_same_values(call, in, "the input", call.output(i), fmt::format("output {}", i));
  }
  if (sum != in.shape[a.axis])
    call.refuse("the parts come to {} along dimension {}, expected {}", sum, a.axis, in.shape[a.axis]);
}

std::vector<Shape> infer_shapes(const Call& call) {
  const auto& a = call.as<SplitAttributes>();
  std::vector<Shape> shapes;
  for (int32_t size : a.sizes) {
    shapes.push_back(call.input(0).shape);
    shapes.back()[a.axis] = size;
  }
  return shapes;
}

// Runs the kernel into any number of outputs without an instance of it for each number.
template <class Element>
Lowered lower_element(SplitLayer layer, std::vector<int32_t> sizes) {
  Lowered result = lowered(
      "SplitLayer", layer,
      [](auto& l, auto&& f) {
        f("outputs", l.outputs), f("outer", l.outer), f("input_size", l.input_size), f("sizes", l.sizes);
      },
      {Table::of<int32_t>("sizes", sizes)}, {0}, &device::split<SplitLayer, Element, Element*>);
  result.run = [layer, sizes = std::move(sizes)](std::span<void* const> pointers) mutable {
    ensure(pointers.size() == sizes.size() + 1, "split into {} parts was given {} pointers", sizes.size(),
           pointers.size());
    layer.sizes = sizes.data();
    std::vector<Element*> outputs;
    for (void* pointer : pointers.subspan(1)) outputs.push_back(static_cast<Element*>(pointer));
    device::split_all(layer, static_cast<const Element*>(pointers[0]), outputs.data());
  };
  return result;
}

Lowered lower_any(const Call& call) {
  const auto& a = call.as<SplitAttributes>();
  const Shape& in = call.input(0).shape;
  const auto outer = static_cast<int32_t>(element_count(Shape(in.begin(), in.begin() + a.axis)));
  const auto inner = static_cast<int32_t>(element_count(Shape(in.begin() + a.axis + 1, in.end())));
  std::vector<int32_t> sizes;
  for (int32_t size : a.sizes) sizes.push_back(size * inner);
  const SplitLayer layer{static_cast<int32_t>(sizes.size()), outer,
                         static_cast<int32_t>(call.input(0).elements() / outer), nullptr};
  return with_element(call.input(0).type, [&]<class Element>(Element) { return lower_element<Element>(layer, sizes); });
}

InstructionCost cost_any(const Call& call) { return move_cost(call, 3); }

const Variant variants[] = {
#include "ops/split/variants.def"
};

}  // namespace
}  // namespace split

const OperatorDefinition& split_definition() {
  static const OperatorDefinition definition{SplitAttributes::operator_name,
                                             [] { return Attributes(SplitAttributes{}); },
                                             split::check,
                                             split::infer_shapes,
                                             [](const Call&) -> int64_t { return 0; },
                                             split::variants};
  return definition;
}

}  // namespace mote
