// Operators that move values (reshape, pad, concatenate, split, gather, strided_slice, transpose): small cases by hand,
// random ones against an index-by-index definition, and what they refuse.
#include "ops/move.h"

#include <numeric>

#include "ops/concatenate/attributes.h"
#include "ops/gather/attributes.h"
#include "ops/pad/attributes.h"
#include "ops/reshape/attributes.h"
#include "ops/small_call.h"
#include "ops/split/attributes.h"
#include "ops/strided_copy.h"
#include "ops/strided_slice/attributes.h"
#include "ops/transpose/attributes.h"

namespace mote {
namespace {

Tensor tensor_of(ElementType type, Shape shape) {
  return type == ElementType::int8 || type == ElementType::uint8 || type == ElementType::int16
             ? integer_tensor(type, std::move(shape), 0.5f, 3)
             : Tensor{"x", type, std::move(shape), {}, {}};
}

ElementType random_type(Random& random) {
  using enum ElementType;
  return random.pick({float32, int8, int8, uint8, int16, int32, int64, boolean});
}

Shape random_shape(Random& random, int32_t rank) {
  Shape shape(rank);
  for (int32_t& dimension : shape) dimension = random.pick({1, 2, 3, 4, 7});
  return shape;
}

std::vector<int32_t> positions_of(const Shape& shape, int64_t index) {
  std::vector<int32_t> at(shape.size());
  for (size_t i = shape.size(); i-- > 0; index /= shape[i]) at[i] = static_cast<int32_t>(index % shape[i]);
  return at;
}

int64_t index_of(const Shape& shape, const std::vector<int32_t>& at) {
  int64_t index = 0;
  for (size_t i = 0; i < shape.size(); ++i) index = index * shape[i] + at[i];
  return index;
}

// Numbers the elements of the input, so that each output tells where it came from.
std::vector<int32_t> numbered(int64_t count) {
  std::vector<int32_t> values(count);
  std::iota(values.begin(), values.end(), 0);
  return values;
}

// As random_call, on int32 so that elements can be numbered.
RandomCall on_int32(RandomCall move) {
  for (auto& input : move.inputs)
    if (!input->constant()) input->type = ElementType::int32, input->quantization = {};
  for (Tensor& output : move.outputs) output.type = ElementType::int32, output.quantization = {};
  return move;
}

// Each output element against source(position), the position in the first input or -1.
template <class Source>
void expect_moves(const RandomCallGenerator& generator, Source&& source) {
  for (int seed = 0; seed < 200; ++seed) {
    Random random(seed);
    const RandomCall move = on_int32(generator(random));
    const Call call = move.call();
    const Shape& in = call.input(0).shape;
    const auto outputs = run_on<int32_t>(move, numbered(call.input(0).elements()));
    for (size_t i = 0; i < outputs.size(); ++i) {
      const std::vector<int32_t> from = source(call, positions_of(call.output().shape, i));
      ASSERT_EQ(outputs[i], from.empty() ? 0 : index_of(in, from)) << "seed " << seed << " " << call.attributes.print();
    }
  }
}

RandomCall random_transpose(Random& random) {
  const Shape shape = random_shape(random, random.between(1, 5));
  TransposeAttributes a;
  a.permutation.resize(shape.size());
  std::iota(a.permutation.begin(), a.permutation.end(), 0);
  for (size_t i = shape.size(); i-- > 1;) std::swap(a.permutation[i], a.permutation[random.between(0, i)]);
  Shape permuted;
  for (int32_t axis : a.permutation) permuted.push_back(shape[axis]);
  const ElementType type = random_type(random);
  return {a, {tensor_of(type, shape)}, {tensor_of(type, permuted)}};
}

RandomCall random_slice(Random& random) {
  const Shape shape = random_shape(random, random.between(1, 5));
  StridedSliceAttributes a;
  Shape kept;
  for (int32_t size : shape) {
    const int32_t step = random.pick({1, 1, 2, 3, -1, -2}), begin = random.between(0, size - 1);
    const int32_t end = step > 0 ? random.between(begin + 1, size) : random.between(-1, begin - 1);
    a.begin.push_back(begin), a.end.push_back(end), a.step.push_back(step);
    kept.push_back((std::abs(end - begin) + std::abs(step) - 1) / std::abs(step));
  }
  const ElementType type = random_type(random);
  return {a, {tensor_of(type, shape)}, {tensor_of(type, kept)}};
}

RandomCall random_pad(Random& random) {
  const Shape shape = random_shape(random, random.between(1, 4));
  PadAttributes a;
  Shape padded = shape;
  for (int32_t& size : padded) {
    a.before.push_back(random.pick({0, 0, 1, 3})), a.after.push_back(random.pick({0, 0, 2}));
    size += a.before.back() + a.after.back();
  }
  const ElementType type = random_type(random);
  return {a, {tensor_of(type, shape)}, {tensor_of(type, padded)}};
}

RandomCall random_gather(Random& random) {
  const Shape shape = random_shape(random, random.between(1, 4));
  GatherAttributes a;
  a.axis = random.between(0, static_cast<int32_t>(shape.size()) - 1);
  const Shape picked = random_shape(random, random.between(0, 2));
  std::vector<int32_t> indices(element_count(picked));
  for (int32_t& index : indices) index = random.between(0, shape[a.axis] - 1);
  const ElementType type = random_type(random);
  RandomCall gather{a, {tensor_of(type, shape), int32_tensor(picked, indices)}, {tensor_of(type, {})}};
  gather.outputs[0].shape = operator_named("gather").infer_shapes(gather.call())[0];
  return gather;
}

RandomCall random_reshape(Random& random) {
  const Shape shape = random_shape(random, random.between(1, 4));
  ReshapeAttributes a;
  a.shape =
      random.chance(0.5) ? Shape{static_cast<int32_t>(element_count(shape))} : Shape(shape.rbegin(), shape.rend());
  const ElementType type = random_type(random);
  return {a, {tensor_of(type, shape)}, {tensor_of(type, a.shape)}};
}

RandomCall random_concatenate(Random& random) {
  const Shape shape = random_shape(random, random.between(1, 4));
  ConcatenateAttributes a;
  a.axis = random.between(0, static_cast<int32_t>(shape.size()) - 1);
  const ElementType type = random_type(random);
  RandomCall concatenate{a, {}, {tensor_of(type, shape)}};
  concatenate.outputs[0].shape[a.axis] = 0;
  for (int32_t count = random.between(1, 16); count > 0; --count) {
    concatenate.inputs.push_back(tensor_of(type, shape));
    concatenate.inputs.back()->shape[a.axis] = random.between(1, 3);
    concatenate.outputs[0].shape[a.axis] += concatenate.inputs.back()->shape[a.axis];
  }
  return concatenate;
}

RandomCall random_split(Random& random) {
  RandomCall joined = random_concatenate(random);
  SplitAttributes a;
  a.axis = joined.attributes.get<ConcatenateAttributes>().axis;
  RandomCall split{a, {joined.outputs[0]}, {}};
  for (const auto& input : joined.inputs) {
    a.sizes.push_back(input->shape[a.axis]);
    split.outputs.push_back(*input);
  }
  split.attributes = a;
  return split;
}

const RandomCallRegistration registrations[] = {
    {"transpose", random_transpose}, {"strided_slice", random_slice}, {"pad", random_pad},
    {"gather", random_gather},       {"reshape", random_reshape},     {"concatenate", random_concatenate},
    {"split", random_split},
};

TEST(Move, TransposePermutesDimensions) {
  expect_moves(random_transpose, [](const Call& call, const std::vector<int32_t>& at) {
    std::vector<int32_t> from(at.size());
    for (size_t i = 0; i < at.size(); ++i) from[call.as<TransposeAttributes>().permutation[i]] = at[i];
    return from;
  });
}

TEST(Move, StridedSliceSteps) {
  expect_moves(random_slice, [](const Call& call, std::vector<int32_t> at) {
    const auto& a = call.as<StridedSliceAttributes>();
    for (size_t i = 0; i < at.size(); ++i) at[i] = a.begin[i] + at[i] * a.step[i];
    return at;
  });
}

TEST(Move, PadAddsZeros) {
  expect_moves(random_pad, [](const Call& call, std::vector<int32_t> at) {
    for (size_t i = 0; i < at.size(); ++i) {
      at[i] -= call.as<PadAttributes>().before[i];
      if (at[i] < 0 || at[i] >= call.input(0).shape[i]) return std::vector<int32_t>();
    }
    return at;
  });
}

TEST(Move, GatherPicks) {
  expect_moves(random_gather, [](const Call& call, const std::vector<int32_t>& at) {
    const int32_t axis = call.as<GatherAttributes>().axis;
    const Shape& picked = call.input(1).shape;
    const auto inside = at.begin() + axis, after = inside + static_cast<int64_t>(picked.size());
    std::vector<int32_t> from(at.begin(), inside);
    from.push_back(call.input(1).values<int32_t>()[index_of(picked, {inside, after})]);
    from.insert(from.end(), after, at.end());
    return from;
  });
}

TEST(Move, ReshapeKeepsTheOrder) {
  expect_moves(random_reshape, [](const Call& call, const std::vector<int32_t>& at) {
    return positions_of(call.input(0).shape, index_of(call.output().shape, at));
  });
}

TEST(Move, ConcatenateAndSplitAreInverse) {
  for (int seed = 0; seed < 200; ++seed) {
    Random joining(seed), splitting(seed), content(seed);
    const RandomCall concatenate = random_concatenate(joining), split = random_split(splitting);
    Contents parts;
    for (const auto& input : concatenate.inputs)
      parts.push_back(random_elements(content, input->type, input->elements()));
    ASSERT_EQ(run_call(split, run_call(concatenate, parts)), parts) << "seed " << seed;
  }
}

TEST(Move, ConcatenateJoinsAlongItsAxis) {
  ConcatenateAttributes a;
  a.axis = 1;
  const RandomCall concatenate{a, {float_tensor({2, 1}), float_tensor({2, 2})}, {float_tensor({2, 3})}};
  EXPECT_EQ(as_values<float>(run_call(concatenate, {as_bytes<float>({1, 2}), as_bytes<float>({3, 4, 5, 6})})[0]),
            (std::vector<float>{1, 3, 4, 2, 5, 6}));
}

TEST(Move, PadAddsAValueAsTheInputsIntegersHaveIt) {
  PadAttributes a;
  a.before = {1}, a.after = {2}, a.value = -1.5f;
  const RandomCall pad{a, {int8_tensor({1}, 0.5f, 10)}, {int8_tensor({4}, 0.5f, 10)}};
  EXPECT_EQ(run_on<int8_t>(pad, std::vector<int8_t>{99}), (std::vector<int8_t>{7, 99, 7, 7}));
  const RandomCall floats{a, {float_tensor({1})}, {float_tensor({4})}};
  EXPECT_EQ(run_on<float>(floats, std::vector<float>{99}), (std::vector<float>{-1.5f, 99, -1.5f, -1.5f}));
}

TEST(Move, CopiesFoldWhatIsWalkedEvenly) {
  const auto d = folded({{2, 12}, {3, 4}, {1, 99}, {4, 1}, {5, 0}});
  ASSERT_EQ(d.size(), 2u);
  EXPECT_EQ(d[0].size, 24);
  EXPECT_EQ(d[0].step, 1);
  EXPECT_EQ(d[1].size, 5);
}

}  // namespace
}  // namespace mote
