// What operators on two inputs, element by element, share on the host: checks, shapes, and how inputs are repeated.
#pragma once

#include <array>
#include <optional>

#include "ops/operator.h"

namespace mote {

// Two inputs and an output of one type (float32 or quantized int8) whose shapes go together.
void check_elementwise(const Call& call);

// The common shape of both inputs: aligned at the last dimension, those of 1 repeated.
std::vector<Shape> infer_elementwise_shapes(const Call& call);

int64_t no_macs(const Call& call);

// When the three kernels of a type serve: both inputs computed and of one shape, both computed, one constant.
bool serves_pair(const Call& call, ElementType type);
bool serves_repeated_pair(const Call& call, ElementType type);
bool serves_constant(const Call& call, ElementType type);

// The output's dimensions folded to four and the inputs' steps along them.
struct Repetition {
  std::array<int32_t, 4> size{1, 1, 1, 1}, first_stride{}, second_stride{};
};

// Nothing where more than four dimensions are left after folding.
std::optional<Repetition> repetition_of(const Shape& first, const Shape& second);

// The fields of a layer that for_each_repeated_pair reads.
void visit_repetition(auto& l, auto&& f) {
  f("size_0", l.size_0), f("size_1", l.size_1), f("size_2", l.size_2), f("size_3", l.size_3);
  f("first_stride_0", l.first_stride_0), f("first_stride_1", l.first_stride_1);
  f("first_stride_2", l.first_stride_2), f("first_stride_3", l.first_stride_3);
  f("second_stride_0", l.second_stride_0), f("second_stride_1", l.second_stride_1);
  f("second_stride_2", l.second_stride_2), f("second_stride_3", l.second_stride_3);
}

void fill_repetition(const Call& call, auto& l) {
  const Repetition r = repetition_of(call.input(0).shape, call.input(1).shape).value();
  l.size_0 = r.size[0], l.size_1 = r.size[1], l.size_2 = r.size[2], l.size_3 = r.size[3];
  l.first_stride_0 = r.first_stride[0], l.first_stride_1 = r.first_stride[1];
  l.first_stride_2 = r.first_stride[2], l.first_stride_3 = r.first_stride[3];
  l.second_stride_0 = r.second_stride[0], l.second_stride_1 = r.second_stride[1];
  l.second_stride_2 = r.second_stride[2], l.second_stride_3 = r.second_stride[3];
}

// The constant input as the table "constant", and the position of the other among the inputs.
template <class Element>
Table constant_table(const Call& call) {
  return Table::of<Element>("constant", call.input(call.input(0).constant() ? 0 : 1).template values<Element>());
}
inline int computed_input(const Call& call) { return call.input(0).constant() ? 1 : 0; }

}  // namespace mote
